-- For reading only: made once the tables are filled.
CREATE INDEX IF NOT EXISTS complaint_number ON complaint (number);
CREATE INDEX IF NOT EXISTS complaint_changed ON complaint (position);
CREATE INDEX IF NOT EXISTS complaint_due ON complaint (next_due, id) WHERE next_due IS NOT NULL;
CREATE INDEX IF NOT EXISTS complaint_owner ON complaint (owner) WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS complaint_site ON complaint (site, id);
CREATE INDEX IF NOT EXISTS complaint_customer ON complaint (customer) WHERE customer IS NOT NULL;
CREATE INDEX IF NOT EXISTS complaint_reference ON complaint (referrer, reference) WHERE reference IS NOT NULL;
CREATE INDEX IF NOT EXISTS customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX IF NOT EXISTS work_department ON work (department) WHERE department IS NOT NULL;
CREATE INDEX IF NOT EXISTS work_person ON work (person) WHERE person IS NOT NULL;
CREATE INDEX IF NOT EXISTS complaint_unit ON complaint (site, unit) WHERE unit <> '';
