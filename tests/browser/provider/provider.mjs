// An OpenID provider that is not ours and not Entra's, on a free port of this machine, for a documentation page at the
// origin that is its one argument. Whoever signs in is whom they say, and holds the roles of the table below.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const ROLES = { editor: ['Editor'], viewer: ['Viewer'] };
const AUDIENCE = 'https://documents.test';
const SCOPES = 'Documents.Read Documents.ReadWrite';

const [docs] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signing = { ...privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };

const resource = {
  scope: SCOPES,
  audience: AUDIENCE,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 600,
  jwt: { sign: { alg: 'RS256' } },
};

const configuration = {
  clients: [
    {
      client_id: 'docs',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [`${docs}/docs/oauth2-redirect.html`],
    },
  ],
  pkce: { required: () => true },
  clientBasedCORS: (_, origin) => origin === docs,
  scopes: ['openid', ...SCOPES.split(' ')],
  // Without a resource its access tokens would be opaque.
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => resource,
    },
  },
  extraTokenClaims: (_, token) => ({ roles: ROLES[token.accountId] ?? [] }),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  jwks: { keys: [signing] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
};

// The issuer has the port in it, so the port comes first.
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  console.log(`issuer ${issuer} `);
});
