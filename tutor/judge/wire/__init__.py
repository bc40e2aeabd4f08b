"""What travels between the judge and a worker: frames, values in them, figures.

The worker packs; the judge unpacks, and believes no length, type or text before it has looked.
"""
