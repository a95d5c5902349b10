-- Runs on H2 and PostgreSQL alike. Keys are made in Java. Nothing here holds a patient's data.

CREATE TABLE organisation (
  id VARCHAR(36) PRIMARY KEY,
  name_zh VARCHAR(200) NOT NULL,
  name_en VARCHAR(200) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  region VARCHAR(6) NOT NULL,
  trusted_from DATE,
  trusted_to DATE,
  version BIGINT NOT NULL
);

CREATE TABLE account (
  id VARCHAR(36) PRIMARY KEY,
  login VARCHAR(100) NOT NULL UNIQUE,
  name VARCHAR(200) NOT NULL,
  organisation_id VARCHAR(36) NOT NULL REFERENCES organisation (id),
  password_hash VARCHAR(300) NOT NULL,
  totp_secret VARCHAR(64),
  failures INT NOT NULL,
  locked_until TIMESTAMP WITH TIME ZONE,
  active BOOLEAN NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE account_role (
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  role VARCHAR(40) NOT NULL,
  PRIMARY KEY (account_id, role)
);

CREATE TABLE numbering (
  series VARCHAR(40) PRIMARY KEY,
  last_number BIGINT NOT NULL
);

CREATE TABLE evaluation (
  id VARCHAR(36) PRIMARY KEY,
  number VARCHAR(40) NOT NULL UNIQUE,
  title_zh VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  state VARCHAR(40) NOT NULL,
  version BIGINT NOT NULL,
  pace VARCHAR(20) NOT NULL,
  object_type VARCHAR(40) NOT NULL,
  scenario VARCHAR(40) NOT NULL,
  item_codes VARCHAR(1000) NOT NULL,
  disease VARCHAR(300) NOT NULL,
  dimensions VARCHAR(200) NOT NULL,
  region VARCHAR(6) NOT NULL,
  grade VARCHAR(8),
  parent_id VARCHAR(36) REFERENCES evaluation (id),
  due_on DATE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX evaluation_state ON evaluation (state, changed_at);

CREATE TABLE party (
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  role VARCHAR(40) NOT NULL,
  organisation_id VARCHAR(36) NOT NULL REFERENCES organisation (id),
  account_id VARCHAR(36) REFERENCES account (id)
);
CREATE INDEX party_evaluation ON party (evaluation_id);
CREATE INDEX party_organisation ON party (organisation_id, evaluation_id);

CREATE TABLE filing (
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  number INT NOT NULL,
  act VARCHAR(60) NOT NULL,
  role VARCHAR(40) NOT NULL,
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR(40) NOT NULL,
  body TEXT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  PRIMARY KEY (evaluation_id, number)
);

CREATE TABLE document (
  id VARCHAR(36) PRIMARY KEY,
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  name VARCHAR(300) NOT NULL,
  media_type VARCHAR(120) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  uploaded_by VARCHAR(36) NOT NULL REFERENCES account (id),
  uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX document_evaluation ON document (evaluation_id);

CREATE TABLE ledger_entry (
  index_number BIGINT PRIMARY KEY,
  line TEXT NOT NULL,
  hash CHAR(64) NOT NULL
);

CREATE TABLE ledger_head (
  id INT PRIMARY KEY,
  tree TEXT NOT NULL,
  previous CHAR(64) NOT NULL
);

CREATE TABLE ledger_checkpoint (
  size BIGINT PRIMARY KEY,
  line TEXT NOT NULL
);

CREATE TABLE ledger_key (
  id INT PRIMARY KEY,
  private_key TEXT NOT NULL,
  public_key TEXT NOT NULL
);

CREATE TABLE notice (
  id VARCHAR(36) PRIMARY KEY,
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  evaluation_id VARCHAR(36) REFERENCES evaluation (id),
  text_zh VARCHAR(500) NOT NULL,
  text_en VARCHAR(500) NOT NULL,
  noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE
);
CREATE INDEX notice_account ON notice (account_id, read_at);

CREATE TABLE suggestion (
  id VARCHAR(36) PRIMARY KEY,
  evaluation_id VARCHAR(36) REFERENCES evaluation (id),
  account_id VARCHAR(36) REFERENCES account (id),
  text VARCHAR(4000) NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE standing (
  organisation_id VARCHAR(36) NOT NULL REFERENCES organisation (id),
  number INT NOT NULL,
  kind VARCHAR(40) NOT NULL,
  happened_on DATE NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  evaluation_id VARCHAR(36) REFERENCES evaluation (id),
  PRIMARY KEY (organisation_id, number)
);
