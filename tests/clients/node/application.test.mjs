// MSAL for Node in clients that prove themselves: in their own name, and on behalf of who called them. Left out is
// managed identity, which asks the machine it runs on and no authority.

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';

import { CryptoProvider } from '@azure/msal-node';

import { Browser } from './browser.mjs';
import { CERTIFICATES, confidential, MODES, REDIRECT, terminal } from './msal.mjs';
import {
  apps, authority, certificate, isWorth, key, NOTHING, READS, REFUSED, REMOVES, scope, scopes,
} from './world.mjs';

const everything = { scopes: [scope('.default')] };

const refused = (error, number) => (thrown) => {
  assert.equal(thrown.errorCode, error, thrown.stack);
  assert.match(thrown.errorMessage, new RegExp(`AADSTS${number}: `));
  return true;
};

// One that the application signs itself.
function assertion() {
  const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
  const { client_id: robot } = apps.robot;
  const now = Math.floor(Date.now() / 1000);
  const claims = { aud: `${authority}/oauth2/v2.0/token`, iss: robot, sub: robot, jti: randomUUID(), nbf: now, exp: now + 300 };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT', 'x5t#S256': thumbprint })}.${encoded(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), createPrivateKey(key)).toString('base64url')}`;
}

for (const mode of MODES) {
  describe(`MSAL in mode ${mode}`, () => {
    test('a secret proves the robot', async () => {
      const result = await confidential('robot', undefined, mode).acquireTokenByClientCredential(everything);
      await isWorth(result.accessToken, REMOVES);
    });

    for (const [how, clientCertificate] of Object.entries(CERTIFICATES)) {
      test(`a certificate proves the robot, ${how}`, async () => {
        const robot = confidential('robot', { clientCertificate }, mode);
        await isWorth((await robot.acquireTokenByClientCredential(everything)).accessToken, REMOVES);
      });
    }

    test('an assertion of its own proves the robot', async () => {
      for (const clientAssertion of [assertion(), async () => assertion()]) {
        const robot = confidential('robot', { clientAssertion }, mode);
        await isWorth((await robot.acquireTokenByClientCredential(everything)).accessToken, REMOVES);
        const fresh = await robot.acquireTokenByClientCredential({ ...everything, clientAssertion: assertion(), skipCache: true });
        await isWorth(fresh.accessToken, REMOVES);
      }
    });

    test('the portal calls documents for its user', async () => {
      const token = await toPortal('admin', mode);
      await isWorth(token, REFUSED);
      const portal = confidential('portal', undefined, mode);
      const result = await portal.acquireTokenOnBehalfOf({ oboAssertion: token, scopes });
      await isWorth(result.accessToken, REMOVES);
      const again = await portal.acquireTokenOnBehalfOf({ oboAssertion: token, scopes });
      assert.equal(again.fromCache, true);
      const less = await confidential('portal', undefined, mode).acquireTokenOnBehalfOf({
        oboAssertion: token,
        scopes: [scopes[0]],
      });
      await isWorth(less.accessToken, READS);
    });
  });
}

test('who holds no role may do nothing', async () => {
  const result = await confidential('idler').acquireTokenByClientCredential(everything);
  await isWorth(result.accessToken, NOTHING);
});

test('a token is kept, unless it is not wanted', async () => {
  const robot = confidential('robot');
  await robot.acquireTokenByClientCredential(everything);
  assert.equal((await robot.acquireTokenByClientCredential(everything)).fromCache, true);
  const fresh = await robot.acquireTokenByClientCredential({ ...everything, skipCache: true });
  assert.equal(fresh.fromCache, false);
});

test('a wrong secret is told from a right one', async () => {
  const robot = confidential('robot', { clientSecret: 'robot-secret' });
  await assert.rejects(robot.acquireTokenByClientCredential(everything), refused('invalid_client', 7000215));
});

test('a thumbprint that nobody knows proves nothing', async () => {
  const clientCertificate = { thumbprintSha256: '0'.repeat(64), privateKey: key };
  const robot = confidential('robot', { clientCertificate });
  await assert.rejects(robot.acquireTokenByClientCredential(everything), refused('invalid_client', 700027));
});

test('an application asks for all it has', async () => {
  const asked = confidential('robot').acquireTokenByClientCredential({ scopes: [scope('Documents.Read')] });
  await assert.rejects(asked, refused('invalid_scope', 1002012));
});

test('a token for another is not exchanged', async () => {
  const { accessToken } = await confidential('robot').acquireTokenByClientCredential(everything);
  const asked = confidential('portal').acquireTokenOnBehalfOf({ oboAssertion: accessToken, scopes });
  await assert.rejects(asked, refused('invalid_grant', 500131));
});

test('agents of another identity provider are not here', async () => {
  const asked = confidential('robot').acquireTokenByUserFederatedIdentityCredential({
    scopes, assertion: 'an assertion', username: 'editor@directory.test',
  });
  await assert.rejects(asked, refused('unsupported_grant_type', 70003));
});

// The token with which a user calls the portal.
async function toPortal(user, mode) {
  const client = terminal(mode);
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const asked = { scopes: [scope('access_as_user', apps.portal.client_id)], redirectUri: REDIRECT };
  const uri = await client.getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: 'S256' });
  const code = (await new Browser().signsIn(uri, user)).searchParams.get('code');
  return (await client.acquireTokenByCode({ ...asked, code, codeVerifier: verifier })).accessToken;
}
