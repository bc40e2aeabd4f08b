from common.book1_trainer import either as _either

Trainer = _either(Trainer)
