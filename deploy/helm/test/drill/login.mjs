// Stands for the keys of log-in, by TLS, at the address that services are given, and writes the token of an operator.
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';

const issuer = 'https://credentials.example.edu/auth/realms/testamur';
const inside = 'https://testamur-keycloak-service:8443/auth/realms/testamur';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const signed = [
  encoded({ alg: 'RS256', kid: 'drill', typ: 'JWT' }),
  encoded({ iss: issuer, aud: 'testamur', sub: 'operator', iat: now, exp: now + 3600, typ: 'Bearer', realm_access: { roles: ['operator'] } }),
].join('.');
writeFileSync('token', `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`);

https
  .createServer({ key: readFileSync('server.key'), cert: readFileSync('server.pem') }, (request, response) => {
    const discovery = { issuer, jwks_uri: `${inside}/certs`, token_endpoint: `${inside}/token`, authorization_endpoint: `${inside}/auth` };
    const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'drill', use: 'sig', alg: 'RS256' }] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(request.url.endsWith('openid-configuration') ? discovery : keys));
  })
  .listen(8443);
