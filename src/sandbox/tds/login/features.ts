import type { ByteReader } from '../wire/byte-reader.js';
import type { ByteWriter } from '../wire/byte-writer.js';

/** One of the extensions that a client asks for (MS-TDS 2.2.6.4, FeatureExt). */
export interface FeatureRequest {
  readonly id: number;
  readonly content: Buffer;
}

const feature = { fedAuth: 0x02, utf8: 0x0a, end: 0xff } as const;

const featureAckToken = 0xae;

export function readFeatures(reader: ByteReader): FeatureRequest[] {
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
