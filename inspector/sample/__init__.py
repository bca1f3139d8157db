"""The sample county, marked 演示, that shows the program with weeks of patrols, summed up."""

from inspector.sample.making import PASSPHRASE, Sample, make_sample

__all__ = ["PASSPHRASE", "Sample", "make_sample"]
