"""Organizations that run themselves: what they are made of, who asks to act for them, who bills for others,
and what their people did. The tables that settle who somebody is are in `accounts.places`."""
