-- Who signs in by a provider of identities, and what runs the server made.
CREATE TABLE account_identity (
  issuer VARCHAR(300) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  PRIMARY KEY (issuer, subject)
);

CREATE TABLE run (
  id VARCHAR(36) PRIMARY KEY,
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  role VARCHAR(40) NOT NULL,
  source VARCHAR(100) NOT NULL,
  protocol_sha256 CHAR(64) NOT NULL,
  state VARCHAR(20) NOT NULL,
  problem VARCHAR(2000),
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  filing INT
);
CREATE INDEX run_evaluation ON run (evaluation_id, started_at);
