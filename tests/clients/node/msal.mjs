// MSAL for Node, told of the directory in either of its two ways: as Entra, and as an OpenID provider.

import { createHash, X509Certificate } from 'node:crypto';

import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';

import { apps, authority, certificate, host, issuer, key } from './world.mjs';

export const MODES = ['AAD', 'OIDC'];
export const REDIRECT = 'http://localhost:5173/signed-in';
export const PORTAL = 'http://localhost/signed-in';

export function terminal(mode = 'AAD', { name = 'terminal', ...auth } = {}) {
  return new PublicClientApplication(told(mode, { clientId: apps[name].client_id, ...auth }));
}

export function confidential(name, credential, mode = 'AAD') {
  const { client_id: clientId, secret: clientSecret } = apps[name];
  return new ConfidentialClientApplication(told(mode, { clientId, ...(credential ?? { clientSecret }) }));
}

const der = new X509Certificate(certificate).raw;
const thumbprint = (algorithm) => createHash(algorithm).update(der).digest('hex');

// Every form in which MSAL takes a certificate.
export const CERTIFICATES = {
  'by SHA-256': { thumbprintSha256: thumbprint('sha256'), privateKey: key },
  'by SHA-256, with the chain': { thumbprintSha256: thumbprint('sha256'), privateKey: key, x5c: certificate },
  'by SHA-1': { thumbprint: thumbprint('sha1'), privateKey: key },
  'by SHA-1, with the chain': { thumbprint: thumbprint('sha1'), privateKey: key, x5c: certificate },
};

function told(mode, auth) {
  const own = { authority: mode === 'AAD' ? authority : issuer, knownAuthorities: [host] };
  return { auth: { ...own, ...auth }, system: { protocolMode: mode } };
}
