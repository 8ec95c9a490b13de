-- A copied database must never speak for the seller: no credentials, no sending.
UPDATE ecommerce_account SET active = false;
UPDATE ecommerce_account_credential SET stored_value = NULL;
