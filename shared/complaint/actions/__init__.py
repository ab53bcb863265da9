"""What may be done, by chapter of the handbook. The listing is the order in which pages show it."""

from shared.complaint.actions import (
    p01_handover,
    p01_move_up,
    p01_walk_in,
    p02_phone,
    p03_verification,
    p04_on_the_spot,
    p04_signature,
    p11_closing,
    p12_amending,
    p12_assessment,
    p12_decisions,
    p12_import,
    p12_ownership,
    p12_watchers,
    p12_words_and_files,
)

ACTIONS = (
    *p01_walk_in.ACTIONS,
    *p01_move_up.ACTIONS,
    *p01_handover.ACTIONS,
    *p02_phone.ACTIONS,
    *p03_verification.ACTIONS,
    *p04_on_the_spot.ACTIONS,
    *p04_signature.ACTIONS,
    *p11_closing.ACTIONS,
    *p12_ownership.ACTIONS,
    *p12_watchers.ACTIONS,
    *p12_words_and_files.ACTIONS,
    *p12_amending.ACTIONS,
    *p12_assessment.ACTIONS,
    *p12_decisions.ACTIONS,
    *p12_import.ACTIONS,
)
