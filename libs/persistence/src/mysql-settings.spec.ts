import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { connectionOptions, mysqlSettings } from './mysql-settings.js';

const here = fileURLToPath(import.meta.url);

describe('DATABASE_URL', () => {
  it('names server, user and schema', () => {
    expect(mysqlSettings('mysql://intake:p%40ss@db.example/leadwright_intake')).toEqual({ host: 'db.example', port: 3306, user: 'intake', password: 'p@ss', schema: 'leadwright_intake', tls: null });
    expect(mysqlSettings('mariadb://a:b@[::1]:33060/x')).toMatchObject({ host: '::1', port: 33_060, tls: null });
  });

  it('says how the connection is encrypted, and then the certificate and its name are checked', () => {
    expect(mysqlSettings('mysql://a:b@db.example/x?tls=on').tls).toEqual({});
    expect(mysqlSettings(`mysql://a:b@db.example/x?ca=${here}`).tls?.ca).toContain('names server, user and schema');
    expect(connectionOptions(mysqlSettings('mysql://a:b@db.example/x?tls=on')).ssl).toMatchObject({ rejectUnauthorized: true, verifyIdentity: true });
    expect(connectionOptions(mysqlSettings('mysql://a:b@db.example/x')).ssl).toBeUndefined();
  });

  it.each([
    ['leadwright', 'is no URL'],
    ['postgres://a:secret@db.example/x', 'begins with postgres://'],
    ['mysql://a:secret@db.example/', 'names no schema'],
    ['mysql://a:secret@db.example/x-y', 'names no schema'],
    ['mysql://a:secret@db.example/x?ssl=true', 'unknown option ssl'],
    ['mysql://a:secret@db.example/x?tls=maybe', 'says tls=maybe'],
    ['mysql://a:secret@db.example/x?tls=off&ca=/x.pem', 'says tls=off and names a ca'],
    ['mysql://a:secret@10.0.0.7/x?tls=on', 'give the name that stands in the server'],
  ])('%s: %s', (url, problem) => {
    let said = '';
    try { mysqlSettings(url); } catch (error) { said = (error as Error).message; }
    expect(said).toContain(problem);
    expect(said).not.toContain('secret');
  });
});
