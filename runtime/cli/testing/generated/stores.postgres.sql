CREATE TABLE IF NOT EXISTS buyers (
  buyer text COLLATE "C" NOT NULL,
  spent bigint NOT NULL DEFAULT 0 CHECK (abs(spent) <= 9007199254740991),
  orders bigint NOT NULL DEFAULT 0 CHECK (abs(orders) <= 9007199254740991),
  PRIMARY KEY (buyer)
) WITH (fillfactor = 50);
