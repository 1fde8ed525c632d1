package org.espalier.models.layer;

import java.util.Optional;

/**
 * What a network ends in.
 *
 * @param main logits of the classifier
 * @param auxiliary logits of a second classifier, in training alone
 * @param auxiliaryWeight weight of its loss, at least 0
 */
public record Logits<T>(T main, Optional<T> auxiliary, float auxiliaryWeight) {

  /** Of a network with one classifier. */
  public static <T> Logits<T> of(T main) {
    return new Logits<>(main, Optional.empty(), 0);
  }
}
