"""A small deep-learning library to read: NumPy on the processor, CuPy on a GPU, from the same code.

Where to begin: `functions` and `layers.affine`; then `layers.losses`, `networks.two_layer`, `networks.network` and
`optimizers`, which together learn. For images `layers.windows`, `layers.plain_convolution` (the books' own way),
`layers.convolution` (the same made fast) and `layers.pooling`; then `training.trainer`, the loop around it all. `backend`
says how code follows its data, `expect` what every layer refuses.

B1 and B2 are the books that the names follow, *Deep Learning from Scratch* 1 and 2 (K. Saito); a number is a chapter or a
section: (B1 5.6.2) is section 5.6.2 of the first. Nothing here needs them.
"""
