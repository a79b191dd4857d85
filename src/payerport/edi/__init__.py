"""Files and messages of trading partners: taken in with a receipt, answered with acknowledgements."""
