class BatchNormalization:
    def backward(self, dout):
        """dout: (N, D)  ->  dx: (N, D)

        Leaves self.dgamma and self.dbeta, (D,) each.
        """
        raise NotImplementedError
