"""One landing page for each audience. Composes queries; owns no table."""
