import type { BrokerClient } from './broker-client.js';

/** The same client on topics and groups whose names begin with `prefix`, for clusters that others use as well. */
export function prefixed(client: BrokerClient, prefix: string): BrokerClient {
  if (prefix === '') return client;
  const bare = (name: string): string => name.slice(prefix.length);
  return {
    connect: () => client.connect(),
    disconnect: () => client.disconnect(),
    produce: (events) => client.produce(events.map((event) => ({ ...event, topic: prefix + event.topic }))),
    offsets: (group, topic) => client.offsets(prefix + group, prefix + topic),
    async consume({ group, topics, onChunk, onAssigned, onEnded }) {
      const consumer = await client.consume({
        group: prefix + group, topics: topics.map((topic) => prefix + topic), onEnded,
        onChunk: (chunk) => onChunk({ ...chunk, topic: bare(chunk.topic) }),
        onAssigned: (partitions) => onAssigned(new Map([...partitions].map(([topic, own]) => [bare(topic), own]))),
      });
      return { pause: (topic) => consumer.pause(prefix + topic), resume: (topic) => consumer.resume(prefix + topic), stop: () => consumer.stop() };
    },
  };
}
