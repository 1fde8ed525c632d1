package org.espalier.models.network;

import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/**
 * A network with everything to train and score it. Signatures:
 *
 * <ul>
 *   <li>{@code train}: images, labels, learning_rate, seed (and choice, or mixture and
 *       edge_weights) → loss, correct, after one update
 *   <li>{@code gradients}: as train, and the gradient by the mixture and the edge weights, or by
 *       the gates, [edges × operations + edges] or [edges]
 *   <li>{@code credit}: as gradients, but without an update
 *   <li>{@code slopes}, mixed only: as credit, and the gradient by the trained tensors in the order
 *       of the state
 *   <li>{@code score}: images, labels (and choice or mixture) → loss, correct, without augmentation
 *       or update
 *   <li>{@code weights}: → state; {@code assign}: state → length
 *   <li>for a child network, {@code infer}: images → logits by running statistics; {@code
 *       calibrate}: images → batch, moves the running statistics
 * </ul>
 */
final class NetworkProgram implements ProgramSource {
  private final NetworkSettings settings;
  private final NetworkKind kind;

  NetworkProgram(NetworkSettings settings, NetworkKind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  @Override
  public String name() {
    return settings.space() + "-" + kind.label();
  }

  @Override
  public String description() {
    return kind + " " + settings;
  }

  @Override
  public void build(ProgramGraph graph) {
    new NetworkGraph(graph, settings, kind).build();
  }
}
