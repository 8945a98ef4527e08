import { describe, expect, it } from '@jest/globals';
import { kafkaProperties } from '../../../../deploy/local/infra/kafka-properties.js';

const read = (text: string): Record<string, string> => Object.fromEntries(text.trim().split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));

describe('the settings of a broker', () => {
  it('keeps one copy with one broker, and makes no topic by itself', () => {
    expect(read(kafkaProperties({ id: 1, ports: [21, 22], data: '/d/1' }))).toMatchObject({
      'node.id': '1', 'log.dirs': '/d/1', listeners: 'PLAINTEXT://127.0.0.1:21,CONTROLLER://127.0.0.1:22', 'controller.quorum.voters': '1@127.0.0.1:22',
      'auto.create.topics.enable': 'false', 'default.replication.factor': '1', 'min.insync.replicas': '1', 'offsets.topic.replication.factor': '1',
    });
  });

  it('keeps three copies with three brokers and wants two for a write, internal topics too', () => {
    const settings = read(kafkaProperties({ id: 3, ports: [21, 22, 23, 24, 25, 26], data: '/d/3' }));
    expect(settings).toMatchObject({ listeners: 'PLAINTEXT://127.0.0.1:25,CONTROLLER://127.0.0.1:26', 'controller.quorum.voters': '1@127.0.0.1:22,2@127.0.0.1:24,3@127.0.0.1:26' });
    expect(Object.entries(settings).filter(([name]) => name.endsWith('replication.factor')).map(([, value]) => value)).toEqual(['3', '3', '3', '3']);
    expect(Object.entries(settings).filter(([name]) => /min\.(isr|insync\.replicas)$/.test(name)).map(([, value]) => value)).toEqual(['2', '2', '2']);
  });
});
