import type { ErrorEntry } from './entry.js';

/** What a plan warns of at machines: services, stores, certificates, the master's port. */
export const planMachineErrors = {
  'plan.not-installed': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'The Scale Out feature is not installed on a machine',
    remedy: "Install it with SQL Server's setup, or take the machine out of the topology.",
  },
  'plan.master-certificate-missing': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'Which certificate the master uses cannot be told',
    remedy:
      "Install the master's certificate with its private key into LocalMachine\\Root of the node, then plan again.",
  },
  'plan.master-key-missing': {
    exitCode: 6,
    recovery: 'lasting',
    summary: "A node of the master lacks the master's private key",
    remedy:
      'Export the certificate with its key (PFX) from a node that has it, and import it into LocalMachine\\Root of this one. scaleout never moves private keys.',
  },
  'plan.worker-certificate-missing': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A worker lacks the certificate that the topology names',
    remedy:
      "Install it with its private key into LocalMachine\\My of the worker, or take certificate out of the topology to use the machine's own.",
  },
  'plan.worker-store-unread': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A worker looks for its certificate in a store that scaleout does not look at',
    remedy:
      'Its certificate, the right to its key and who trusts it are not compared. Put the certificate with its key into LocalMachine\\My and set StoreLocation to LocalMachine and StoreName to My in its WorkerSettings.config. Or see to it by hand, on the worker and on every master node.',
  },
  'plan.key-in-tpm': {
    exitCode: 0,
    summary: "The private key of a worker's certificate lies in the TPM",
    remedy:
      'No file says who may use it, so the right is neither seen nor given by scaleout. Give the account of the service the right to read it in the certificate console of that machine: certlm.msc, All Tasks, Manage Private Keys. Nothing is to be done for a worker that is heard of.',
  },
  'plan.certificate-issued': {
    exitCode: 0,
    summary: 'The certificate of a worker that is not heard of was issued by an authority',
    remedy:
      "Every node of the master must trust the authority or the certificate, and must reach the authority's revocation list: http.sys asks for it unless the binding says otherwise, and refuses the worker without (403.13). On the node, certutil -verify -urlfetch and the .cer file shows whether it is reached.",
  },
  'plan.root-not-self-signed': {
    exitCode: 0,
    summary: 'The Root store of a master node has certificates that are not self-signed',
    remedy:
      'Windows then refuses the certificates of all workers (403.16; 403.7 where SendTrustedIssuerList is 1). Move them to the Intermediate store (CA); group policy may bring them back, so ask whoever keeps it. Or set the SCHANNEL value ClientAuthTrustMode to 2. SendTrustedIssuerList = 0 is no cure.',
  },
  'plan.clustered-master': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'A clustered master has to be restarted by a person',
    remedy: "Take its role offline and online, or move it, with the failover cluster's own commands.",
  },
  'plan.cluster-unknown': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'Whether a failover cluster owns a service cannot be told',
    remedy:
      'Nothing starts, stops or sets the service. Start the cluster service (ClusSvc) of that machine, or let the account read HKLM\\Cluster there, then plan again. Where the machine belongs to no cluster, take the feature Failover Clustering off it, or change the service by hand.',
  },
  'plan.binding-shadowed': {
    exitCode: 0,
    summary: "An entry of http.sys wins over the one of the master's port",
    remedy:
      'Workers that reach the master by that address or host name get its certificate. Scaleout did not make this binding and leaves it: look at it (netsh http show sslcert), and delete it if nobody needs it (netsh http delete sslcert).',
  },
  'plan.binding-options-lost': {
    exitCode: 0,
    summary: "Options of the binding of the master's port cannot be kept",
    remedy:
      'The command netsh has no option for them, so they go when the port is bound anew. Write down what netsh http show sslcert shows before you apply, and ask who set them.',
  },
  'plan.client-certificate-not-asked': {
    exitCode: 0,
    summary: 'The master may never see the certificates of workers that use TLS 1.3',
    remedy:
      'Write negotiateClientCertificate: true under master in the topology and apply: the port is bound with clientcertnegotiation=enable. With TLS 1.3 http.sys cannot ask for a certificate after the handshake: workers then get 403, a reset or 500. Whether setup sets the option is not known, and certificates that are not trusted look the same.',
  },
  'plan.part-unseen': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A part of a machine could not be looked at',
    remedy: 'Check the rights of the account there, then plan again: what could not be seen is not compared.',
  },
  'plan.machine-unreached': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'A machine could not be looked at',
    remedy: 'Mend the access, then plan again.',
  },
  'plan.certificate-not-shown': {
    exitCode: 0,
    summary: 'The certificate of a worker that is set up by hand is not known',
    remedy:
      'Its script prints the thumbprint and writes a .cer file. Have that file sent, name it in the topology (certificate: { file: PATH }) and apply again: until the master trusts it, nothing is heard of the worker.',
  },
  'plan.not-administrator': {
    exitCode: 6,
    recovery: 'lasting',
    summary: 'The steps on a machine fall to a person: the account is no administrator there',
    remedy: "Use an account that is a member of Administrators, or have the machine's administrator do the steps.",
  },
  'plan.certificate-expires': {
    exitCode: 0,
    summary: 'A certificate ends soon',
    remedy: 'Renew it before that day: an ended certificate cuts its machine off.',
  },
  'plan.issuer-list-full': {
    exitCode: 0,
    summary: 'The list of trusted issuers of a master node is nearly full',
    remedy:
      'Beyond its end it is cut, and the workers whose certificates fall out of it are refused (403). Set SendTrustedIssuerList of SCHANNEL to 0 on that node: no list is sent then. Or take certificates out of Root that nobody uses.',
  },
  'plan.renewal-waits': {
    exitCode: 0,
    summary: "A worker's certificate is not replaced yet",
    remedy: 'Mend what keeps it, then apply again: until then the worker goes on with the old one.',
  },
  'plan.certificate-to-bring': {
    exitCode: 0,
    summary: 'A certificate ends that a person has to replace',
    remedy:
      'Bring a new one with its private key into LocalMachine\\My of that machine, name it in the topology (certificate) and apply: every node of the master comes to trust it, and the worker is restarted when it is drained. Do not delete the old one before.',
  },
  'plan.certificate-expired': {
    exitCode: 0,
    summary: 'A certificate is not valid now',
    remedy: 'Renew it: workers and master do not reach each other without.',
  },
  'plan.certificate-weak': {
    exitCode: 0,
    summary: 'A certificate is weak',
    remedy: 'Replace it by one with RSA of 2048 bits or more that is signed with SHA-256.',
  },
  'plan.certificate-authority': {
    exitCode: 0,
    summary: 'A certificate that is trusted may sign others',
    remedy:
      'Whoever has its private key can make certificates that the machines which trust it take for genuine. Replace it by a certificate that cannot sign others (docs/machines.md, Certificates), and take the old one out of LocalMachine\\Root.',
  },
} as const satisfies Record<string, ErrorEntry>;
