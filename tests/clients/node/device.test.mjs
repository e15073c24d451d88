// MSAL for Node on a device: it shows a code, a person types it elsewhere. MSAL waits between its questions for as long
// as the answer says, which the callback may change first.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Browser } from './browser.mjs';
import { MODES, terminal } from './msal.mjs';
import { isWorth, says, scope, scopes, url, WRITES } from './world.mjs';

// Asks for a token; once the code is shown, this happens.
function asked(mode, then, more = {}) {
  return terminal(mode).acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback(shown) {
      assert.equal(shown.interval, 5);
      shown.interval = 0.02;
      then(shown);
    },
    ...more,
  });
}

for (const mode of MODES) {
  describe(`MSAL in mode ${mode}`, () => {
    test('a user signs in elsewhere', async () => {
      const result = await asked(mode, (shown) => {
        assert.equal(shown.verificationUri, `${url}/devicelogin`);
        new Browser().types(shown.userCode, 'editor');
      });
      await isWorth(result.accessToken, WRITES);
      assert.equal(result.account.username, 'editor@directory.test');
    });

    test('the user can say no', async () => {
      const no = asked(mode, (shown) => new Browser().types(shown.userCode, 'editor', 'cancel'));
      await assert.rejects(no, /authorization_declined/);
    });
  });
}

test('a device code ends', async () => {
  try {
    const late = asked('AAD', () => says('clock', { ahead: '901' }));
    await assert.rejects(late, /expired_token/);
  } finally {
    await says('clock', { ahead: '0' });
  }
});

test('the device gives up', async () => {
  const request = { scopes, deviceCodeCallback: (shown) => ((shown.interval = 0.02), (request.cancel = true)) };
  await assert.rejects(terminal().acquireTokenByDeviceCode(request), /device_code_polling_cancelled/);
});

test('a device asks for what there is', async () => {
  const nothing = asked('AAD', () => {}, { scopes: [scope('Documents.Nothing')] });
  await assert.rejects(nothing, Error);
});
