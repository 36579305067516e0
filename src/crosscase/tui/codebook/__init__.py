"""The codebook screen: the codes, what they mean, where they are used, and every change of them."""
