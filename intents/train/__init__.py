"""Learning the weights from labelled messages. Needs scikit-learn, a development dependency."""
