from common.engine.datasets import load_mnist
