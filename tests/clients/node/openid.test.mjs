// openid-client, a certified client of OpenID Connect that knows nothing of Entra: it reads the metadata, checks every
// answer by the letter, and verifies the signatures of ID tokens.

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { test } from 'node:test';

import * as openid from 'openid-client';

import { Browser } from './browser.mjs';
import {
  apps, authority, certificate, isWorth, issuer, key, READS, REFUSED, REMOVES, says, scope, scopes, users, WRITES,
} from './world.mjs';

const REDIRECT = 'http://localhost/signed-in';
const SIGNED_OUT = 'http://localhost/signed-out';
const SIGN_IN = ['openid', 'profile', 'email', 'offline_access'];

async function discovered(name, authentication) {
  const { client_id, secret } = apps[name];
  const config = await openid.discovery(new URL(issuer), client_id, secret, authentication?.(secret));
  // Signatures too, though TLS would do.
  openid.enableNonRepudiationChecks(config);
  return config;
}

// Signs a user in, with every check that the client has.
async function signedIn(config, user, { browser = new Browser(), asked = [...SIGN_IN, ...scopes], ...more } = {}) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedNonce, expectedState] = [openid.randomNonce(), openid.randomState()];
  const uri = openid.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: asked.join(' '),
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: expectedNonce,
    state: expectedState,
    ...more,
  });
  const goal = user ? await browser.signsIn(uri.href, user) : await browser.opens(uri.href);
  const checks = { pkceCodeVerifier, expectedNonce, expectedState, idTokenExpected: true };
  if (more.max_age) checks.maxAge = more.max_age;
  return openid.authorizationCodeGrant(config, goal, checks);
}

test('the metadata is what the client expects', async () => {
  const metadata = (await discovered('portal')).serverMetadata();
  assert.equal(metadata.issuer, issuer);
  assert.equal(metadata.supportsPKCE(), false);
  for (const name of ['authorization', 'token', 'device_authorization', 'end_session', 'userinfo']) {
    assert.ok(metadata[`${name}_endpoint`].startsWith('https://'), name);
  }
});

for (const [how, authentication] of [['post', openid.ClientSecretPost], ['basic', openid.ClientSecretBasic]]) {
  test(`users sign in, and the client proves itself by ${how}`, async () => {
    const tokens = await signedIn(await discovered('portal', authentication), 'editor');
    await isWorth(tokens.access_token, WRITES);
    const claims = tokens.claims();
    assert.equal(claims.oid, users.editor.object_id);
    assert.equal(claims.preferred_username, 'editor@directory.test');
  });

  test(`an application proves itself by ${how}`, async () => {
    const robot = await discovered('robot', authentication);
    const tokens = await openid.clientCredentialsGrant(robot, { scope: scope('.default') });
    await isWorth(tokens.access_token, REMOVES);
  });
}

test('a client without a secret signs users in', async () => {
  await isWorth((await signedIn(await discovered('terminal', openid.None), 'viewer')).access_token, READS);
});

test('an application proves itself by a key', async () => {
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
  const pkcs8 = createPrivateKey(key).export({ format: 'der', type: 'pkcs8' });
  for (const name of ['RSA-PSS', 'RSASSA-PKCS1-v1_5']) {
    const algorithm = { name, hash: 'SHA-256' };
    const signing = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
    const entra = {
      [openid.modifyAssertion](header, claims) {
        header['x5t#S256'] = thumbprint;
        claims.aud = `${authority}/oauth2/v2.0/token`;
      },
    };
    const robot = await discovered('robot', () => openid.PrivateKeyJwt(signing, entra));
    const tokens = await openid.clientCredentialsGrant(robot, { scope: scope('.default') });
    await isWorth(tokens.access_token, REMOVES);
  }
});

test('the answer may be a form', async () => {
  const config = await discovered('portal');
  await isWorth((await signedIn(config, 'editor', { response_mode: 'form_post' })).access_token, WRITES);
});

test('the age of a sign-in is known', async () => {
  const tokens = await signedIn(await discovered('portal'), 'editor', { max_age: 300 });
  assert.ok(Number.isInteger(tokens.claims().auth_time));
});

test('a refresh keeps the user, and brings a new refresh token', async () => {
  const config = await discovered('portal');
  const first = await signedIn(config, 'editor');
  const second = await openid.refreshTokenGrant(config, first.refresh_token);
  await isWorth(second.access_token, WRITES);
  assert.equal(second.claims().sub, first.claims().sub);
  assert.notEqual(second.refresh_token, first.refresh_token);
});

test('keys may change between two sign-ins', async () => {
  const config = await discovered('portal');
  await signedIn(config, 'editor');
  await says('keys/rotate', { old: 'keep' });
  await isWorth((await signedIn(await discovered('portal'), 'editor')).access_token, WRITES);
});

test('who the user is can be asked with a token for Graph', async () => {
  const config = await discovered('portal');
  const tokens = await signedIn(config, 'editor', { asked: [...SIGN_IN, 'https://graph.microsoft.com/User.Read'] });
  const info = await openid.fetchUserInfo(config, tokens.access_token, openid.skipSubjectCheck);
  assert.equal(info.name, 'Edgar Editor');
  await isWorth(tokens.access_token, REFUSED);
});

test('a device is signed in elsewhere', async () => {
  const config = await discovered('terminal', openid.None);
  const asked = [...SIGN_IN, ...scopes].join(' ');
  const shown = await openid.initiateDeviceAuthorization(config, { scope: asked });
  assert.equal(shown.interval, 5);
  await new Browser().types(shown.user_code, 'editor');
  const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...shown, interval: 0 });
  await isWorth(tokens.access_token, WRITES);
  assert.equal(tokens.claims().name, 'Edgar Editor');
});

test('who says no on a device has said no', async () => {
  const config = await discovered('terminal', openid.None);
  const shown = await openid.initiateDeviceAuthorization(config, { scope: scopes.join(' ') });
  await new Browser().types(shown.user_code, 'editor', 'cancel');
  const asked = openid.pollDeviceAuthorizationGrant(config, { ...shown, interval: 0 });
  await assert.rejects(asked, { error: 'authorization_declined' });
});

test('one signs out, and comes back where one wanted', async () => {
  const config = await discovered('portal');
  const browser = new Browser();
  const tokens = await signedIn(config, 'editor', { browser });
  await signedIn(config, null, { browser, prompt: 'none' });
  const out = openid.buildEndSessionUrl(config, {
    post_logout_redirect_uri: SIGNED_OUT,
    id_token_hint: tokens.id_token,
    state: 'a state',
  });
  const goal = await browser.opens(out.href);
  assert.equal(goal.href, `${SIGNED_OUT}?state=a+state`);
  const again = signedIn(config, null, { browser, prompt: 'none' });
  await assert.rejects(again, { error: 'login_required' });
});

test('nobody is sent to where the client did not say', async () => {
  const config = await discovered('portal');
  const browser = new Browser();
  await signedIn(config, 'editor', { browser });
  const out = openid.buildEndSessionUrl(config, { post_logout_redirect_uri: 'https://app.example/out' });
  await assert.rejects(browser.opens(out.href), assert.AssertionError);
});

test('a refusal is told as OpenID has it', async () => {
  const config = await discovered('robot', () => openid.ClientSecretPost('wrong'));
  const asked = openid.clientCredentialsGrant(config, { scope: scope('.default') });
  await assert.rejects(asked, { error: 'invalid_client', status: 401 });
  const portal = await discovered('portal');
  await assert.rejects(openid.refreshTokenGrant(portal, 'guessed'), { error: 'invalid_grant', status: 400 });
});
