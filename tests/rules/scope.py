"""The rules that this version of the desk must carry out; the next issues lengthen the list."""

RECEPTION = ("R1.0", "R1.1", "R1.1a", "R1.2", "R1.3", "R1.3a", "R1.4", "R1.5", "R1.6")
PHONE = ("R2.0", "R2.1", "R2.2", "R2.3", "R2.4", "R2.4a", "R2.5")
VERIFICATION = ("R3.1", "R3.1a", "R3.2")
ON_THE_SPOT = ("R4.1", "R4.1a", "R4.2", "R4.3", "R4.4", "R4.4a", "R4.5")
REPLY = ("R5.1", "R5.1a", "R5.2", "R5.3", "R5.3a", "R5.4", "R5.5")
INVESTIGATION = ("R6.1", "R6.2", "R6.3", "R6.4a", "R6.5")
PROPOSAL = ("R7.0", "R7.1", "R7.2", "R7.3", "R7.5", "R12.14", "R12.18")
CLOSING = ("R11.1", "R11.2", "R11.3", "R11.4", "R11.5", "R11.6")
FOLLOW_UP = ("R10.1", "R10.2", "R10.3", "R10.3a", "R10.4", "R10.5", "R10.6", "R10.7")
COMPLETION = ("R9.1", "R9.2", "R9.3", "R9.3a", "R9.4", "R9.5", "R9.6")
LADDER = ("R8.0", "R8.1", "R8.2", "R8.2a", "R8.3", "R8.3a", "R8.4", "R8.5", "R8.6", "CK4", "CK5", "CK13", "R12.17")
BEYOND = ("R12.1", "R12.1a", "R12.2", "R12.3", "R12.8", "R12.9", "R12.10", "R12.11", "R12.15")
GRANTED = ("R12.16", "R12.23", "R12.24", "R12.29")
LINKS = ("R12.4", "R12.5", "R12.5a", "R12.5b", "R12.6", "R12.6a", "R12.11b")
CLOCKS = ("CK1", "CK2", "CK3", "CK6", "CK7", "CK8", "CK9", "CK10", "CK11", "CK12", "CK14")

ACTED_ON_BY_THE_DESK = ("R6.4", "R7.4", "R7.6")
"""Carried out by people; what the desk does by itself when their time is over is the acting services' work."""

SCOPE = (
    *RECEPTION,
    *PHONE,
    *VERIFICATION,
    *ON_THE_SPOT,
    *REPLY,
    *INVESTIGATION,
    *PROPOSAL,
    *COMPLETION,
    *FOLLOW_UP,
    *LADDER,
    *CLOSING,
    *BEYOND,
    *LINKS,
    *GRANTED,
    *CLOCKS,
    *ACTED_ON_BY_THE_DESK,
)
