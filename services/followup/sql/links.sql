-- put --
-- The first text stands: an order sent again is given the same one.
INSERT INTO link (hash, complaint, questionnaire, salt) VALUES (:hash, :complaint, :questionnaire, :salt)
ON CONFLICT (complaint, questionnaire) DO NOTHING

-- of_questionnaire --
SELECT hash, salt FROM link WHERE complaint = :complaint AND questionnaire = :questionnaire

-- of_text --
SELECT complaint, questionnaire FROM link WHERE hash = :hash
