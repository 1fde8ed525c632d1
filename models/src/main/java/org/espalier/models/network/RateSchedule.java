package org.espalier.models.network;

/** The learning rate of each step. */
@FunctionalInterface
public interface RateSchedule {

  /** The rate of a step, counted from 0. */
  float rate(long step);
}
