import { ByteReader, type ByteWriter, malformed } from '../wire/bytes.js';

/** LOGIN7 (MS-TDS 2.2.6.4), what the server makes use of. */
export interface Login7 {
  /** In bytes; 0 leaves it to the server. */
  readonly packetSize: number;
  readonly hostName: string;
  readonly user: string;
  readonly password: string;
  readonly appName: string;
  readonly serverName: string;
  readonly libraryName: string;
  readonly language: string;
  readonly database: string;
  /** The first token of integrated authentication; undefined for a SQL login. */
  readonly sspi: Buffer | undefined;
  readonly changesPassword: boolean;
  readonly features: readonly FeatureRequest[];
}

/** The part with fixed places, which is where the variable part begins (from TDS 7.2 on). */
const fixedLength = 94;
const firstSlot = 36;

/** Numbers of the slots that point into the variable part, four bytes each. */
const slot = { host: 0, user: 1, password: 2, app: 3, server: 4, extension: 5, library: 6, language: 7, database: 8 };
const sspiAt = 78;
const longSspiAt = 90;

const integratedSecurity = 0x80;
const changePassword = 0x01;
const extensionUsed = 0x10;

/** The number of the TDS version that the client wants; where it stands is the same in every version. */
export function readAskedVersion(payload: Buffer): number {
  const reader = new ByteReader(payload);
  reader.skip(4);
  return reader.uint32();
}

/** For TDS 7.2 and later. */
export function readLogin7(payload: Buffer): Login7 {
  if (payload.length < fixedLength || payload.readUInt32LE(0) > payload.length) {
    throw malformed(`a LOGIN7 message has ${payload.length} bytes`);
  }
  const at = (position: number) => {
    const reader = new ByteReader(payload);
    reader.skip(position);
    return reader;
  };
  const textAt = (number: number): string => {
    const reader = at(firstSlot + number * 4);
    return at(reader.uint16()).text(reader.uint16());
  };
  const flags2 = payload.readUInt8(25);
  const flags3 = payload.readUInt8(27);
  return {
    packetSize: payload.readUInt32LE(8),
    hostName: textAt(slot.host),
    user: textAt(slot.user),
    password: readPassword(at(firstSlot + slot.password * 4), at),
    appName: textAt(slot.app),
    serverName: textAt(slot.server),
    libraryName: textAt(slot.library),
    language: textAt(slot.language),
    database: textAt(slot.database),
    sspi: (flags2 & integratedSecurity) === 0 ? undefined : readSspi(at),
    changesPassword: (flags3 & changePassword) !== 0,
    features: (flags3 & extensionUsed) === 0 ? [] : readExtension(at(firstSlot + slot.extension * 4), at),
  };
}

type ReaderAt = (position: number) => ByteReader;

/** Each byte was swapped by halves, then XORed with 0xA5: no secret is kept by it, TLS does that. */
function readPassword(reader: ByteReader, at: ReaderAt): string {
  const hidden = at(reader.uint16()).bytes(reader.uint16() * 2);
  const bytes = hidden.map((byte) => {
    const swapped = byte ^ 0xa5;
    return ((swapped << 4) & 0xf0) | (swapped >> 4);
  });
  return Buffer.from(bytes).toString('utf16le');
}

/** A token of 65,535 bytes or more has its length in a field of four bytes. */
function readSspi(at: ReaderAt): Buffer {
  const reader = at(sspiAt);
  const start = reader.uint16();
  const short = reader.uint16();
  const long = at(longSspiAt).uint32();
  return at(start).bytes(short === 0xffff && long > 0 ? long : short);
}

/** The slot points to the place where the place of the features stands. */
function readExtension(reader: ByteReader, at: ReaderAt): FeatureRequest[] {
  const pointer = reader.uint16();
  return reader.uint16() < 4 ? [] : readFeatures(at(at(pointer).uint32()));
}

/** One of the extensions that a client asks for (MS-TDS 2.2.6.4, FeatureExt). */
interface FeatureRequest {
  readonly id: number;
  readonly content: Buffer;
}

const feature = { fedAuth: 0x02, utf8: 0x0a, end: 0xff } as const;

const featureAckToken = 0xae;

function readFeatures(reader: ByteReader): FeatureRequest[] {
  const features: FeatureRequest[] = [];
  for (let id = reader.uint8(); id !== feature.end; id = reader.uint8()) {
    features.push({ id, content: reader.bytes(reader.uint32()) });
  }
  return features;
}

/** The client wants to log in with a token of Microsoft Entra ID. */
export function asksForFedAuth(features: readonly FeatureRequest[]): boolean {
  return features.some(({ id }) => id === feature.fedAuth);
}

/**
 * FEATUREEXTACK, where there is something to acknowledge: UTF-8, since parameters in it are understood. Features that are
 * not acknowledged (session recovery, column encryption, Azure's own) are off, which every client takes.
 */
export function writeFeatureAcknowledgement(writer: ByteWriter, features: readonly FeatureRequest[]): void {
  if (!features.some(({ id }) => id === feature.utf8)) {
    return;
  }
  writer.uint8(featureAckToken);
  writer.uint8(feature.utf8);
  writer.uint32(1);
  writer.uint8(1);
  writer.uint8(feature.end);
}
