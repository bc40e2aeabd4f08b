"""The loop around a network: `trainer` runs it, `progress` says how far it is, `checkpoints` lets it go on another day, and
`recipes` holds what trains each network of the books. `live` shows any quick work while it goes on; nothing is imported
here, so that whoever wants that alone does not wait for the rest.
"""
