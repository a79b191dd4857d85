# finds: writes the float 0.2
COINSURANCE = 0.2
