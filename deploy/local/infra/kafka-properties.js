// @ts-check

/**
 * The settings of one broker that is also a controller. Topics are made by a command, never by a producer or a reader.
 * With three brokers every record is on all of them and a write needs two; internal topics too.
 * @param {{ id: number, ports: readonly number[], data: string }} broker ports: clients and controllers of each broker in turn
 * @returns {string} the text of a properties file
 */
export function kafkaProperties({ id, ports, data }) {
  const brokers = ports.length / 2;
  const [clients, controllers] = [ports[(id - 1) * 2], ports[(id - 1) * 2 + 1]];
  const inSync = Math.max(1, brokers - 1);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': Array.from({ length: brokers }, (_, index) => `${index + 1}@127.0.0.1:${ports[index * 2 + 1]}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${clients},CONTROLLER://127.0.0.1:${controllers}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'default.replication.factor': brokers,
    'min.insync.replicas': inSync,
    // Few partitions, no wait for more members: a group is ready at once.
    'offsets.topic.num.partitions': 8,
    'offsets.topic.replication.factor': brokers,
    'group.initial.rebalance.delay.ms': 0,
    'transaction.state.log.num.partitions': 8,
    'transaction.state.log.replication.factor': brokers,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 8,
    'share.coordinator.state.topic.replication.factor': brokers,
    'share.coordinator.state.topic.min.isr': inSync,
  }).map(([name, value]) => `${name}=${value}\n`).join('');
}
