"""What the lessons' checks call, and no reading matter: whoever came to learn how a network works leaves this room out.

A check runs a function, a layer, a loss, a network or an optimizer, and yields what came out. The rest of the engine knows
nothing of it.

Every value goes in as a fresh writable copy and is looked at afterwards; every numerical forward runs on a fresh object. The
order of the observations is the order in which a learner should hear of them: forward, its inputs, backward, the same
answer twice, linearity in dout, and only then the gradient itself.
"""

from engine.checking.alone import check_alone
from engine.checking.calls import check_call, check_function
from engine.checking.layers import check_layer, check_updated
from engine.checking.listed import check_listed_extras, check_listed_network
from engine.checking.losses import check_loss
from engine.checking.networks import check_network
from engine.checking.observations import Draw, Observation, Observations, Raised, beyond
from engine.checking.optimizers import check_keys, check_optimizer, check_other_containers, check_steady, check_tiny
from engine.checking.own_networks import check_own_network
from engine.checking.starts import check_spread

__all__ = [
    "Draw",
    "Observation",
    "Observations",
    "Raised",
    "beyond",
    "check_alone",
    "check_call",
    "check_function",
    "check_keys",
    "check_layer",
    "check_listed_extras",
    "check_listed_network",
    "check_loss",
    "check_network",
    "check_optimizer",
    "check_other_containers",
    "check_own_network",
    "check_spread",
    "check_steady",
    "check_tiny",
    "check_updated",
]
