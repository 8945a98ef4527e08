import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { sharePartitions } from './share-partitions.js';

/**
 * How kafkajs shares partitions: by what each member reads. Its own assigner takes the leader's topics for everybody's, so that
 * during an upgrade the partitions of a new topic would lie with members that do not read them.
 */
export const bySubscription: PartitionAssigner = ({ cluster }) => ({
  name: 'leadwright-by-subscription',
  version: 1,

  async assign({ members }) {
    const readers = members.map(({ memberId, memberMetadata }) => ({ memberId, topics: kafkajs.AssignerProtocol.MemberMetadata.decode(memberMetadata)!.topics }));
    // The leader may be one that does not read them all.
    for (const topic of new Set(readers.flatMap(({ topics }) => topics))) await cluster.addTargetTopic(topic);
    const shares = sharePartitions(readers, (topic) => cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId).sort((a, b) => a - b));
    return [...shares].map(([memberId, assignment]) => ({ memberId, memberAssignment: kafkajs.AssignerProtocol.MemberAssignment.encode({ version: 1, assignment, userData: Buffer.alloc(0) }) }));
  },

  protocol: ({ topics }) => ({ name: 'leadwright-by-subscription', metadata: kafkajs.AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) }) }),
});
