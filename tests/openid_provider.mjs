/** A certified OpenID provider (oidc-provider) with the settings in its one argument. */

import { readFileSync } from "node:fs";
import Provider from "oidc-provider";

const { port, redirects, keys, people, secret, conforms } = JSON.parse(
  readFileSync(process.argv[2], "utf-8"),
);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "kiosk",
      client_secret: secret,
      redirect_uris: redirects.map((url) => `${url}/staff/oidc`),
      post_logout_redirect_uris: redirects.map((url) => `${url}/`),
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  jwks: { keys },
  // The page of sign-in belongs to the real ones; this takes any password.
  features: { devInteractions: { enabled: true } },
  // false: the ID token says all; true: the user info does.
  conformIdTokenClaims: conforms,
  pkce: { required: () => true },
  claims: {
    openid: ["sub", "groups"],
    profile: ["preferred_username", "name"],
    email: ["email", "email_verified"],
  },
  cookies: { keys: ["of the tests only"] },
  // Its page of sign-in takes the subject for the name.
  findAccount: (_context, id) =>
    people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});
provider.on("server_error", (_context, error) => console.error(error));
provider.listen(port, "127.0.0.1");
