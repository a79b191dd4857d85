"""The second step of signing in: authenticator app, passkeys, recovery codes; and proof that is fresh."""
