// panva's oidc-provider on loopback, with one client and one user who agrees to everything. It prints its
// address on one line once it listens.

import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'client',
      client_secret: 'secret',
      redirect_uris: ['https://app.example/callback'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    }],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    pkce: { required: () => false },
    scopes: ['openid', 'offline_access', 'api:read', 'api:write'],
    ttl: { AccessToken: 3600, ClientCredentials: 600, IdToken: 3600, RefreshToken: 86400, Interaction: 60, Session: 60, Grant: 86400 },
  });

  const agree = async (request, response) => {
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
    let result;
    if (prompt.name === 'login') {
      result = { login: { accountId: 'user' } };
    } else {
      const grant = grantId
        ? await provider.Grant.find(grantId)
        : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      result = { consent: { grantId: await grant.save() } };
    }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  };

  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url.startsWith('/interaction/')) {
      agree(request, response).catch((error) => response.writeHead(500).end(String(error)));
    } else {
      answer(request, response);
    }
  });
  console.log(issuer);
});
