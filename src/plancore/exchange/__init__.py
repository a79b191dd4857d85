"""The only translator between X12 and the payer core's values: claims, inquiries, answers, remittances,
acknowledgements."""
