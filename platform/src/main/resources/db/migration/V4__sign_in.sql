-- Until when a first password holds (none: it is the person's own), and the last step whose one-time code was used.
ALTER TABLE account ADD COLUMN password_until TIMESTAMP WITH TIME ZONE;
ALTER TABLE account ADD COLUMN totp_step BIGINT;
