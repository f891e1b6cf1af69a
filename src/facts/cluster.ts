import { fact } from './fact.js';

export const clusterService = fact({
  id: 'cluster.service',
  says: 'A Windows machine on which failover clustering is installed has this service; while it runs, and only then, HKLM\\Cluster is loaded.',
  value: 'ClusSvc',
  source: 'Microsoft: Failover Clustering, Cluster service and the cluster database (HKLM\\Cluster, hive CLUSDB)',
  standing: 'documented',
  otherwise:
    'Where the service is there and does not run, or the hive cannot be read, who owns a service of Scale Out is unknown, and nothing starts or stops it.',
});

export const clusterResources = fact({
  id: 'cluster.resources',
  says: 'The first key of HKLM has a key for each resource of the cluster, in which the second key has the name of a generic service as the third, a value.',
  value: ['Cluster\\Resources', 'Parameters', 'ServiceName'],
  source: 'Microsoft: Generic Service resource type, private property ServiceName; registry of clusters in use',
  standing: 'documented',
  otherwise: 'A service that the cluster owns in another way is taken for one that nobody else starts.',
});
