package org.espalier.transforms.method.evolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.TensorStore;

/**
 * The tensors of single cells, out of those of a supernet and back. A cell's tensors have the
 * largest shape whatever its genes, so that a mutation has a place for all that its parent learned.
 */
final class CellWeights {
  /** Blocks that share a population. */
  private static final int BLOCKS_OF_A_GROUP = 2;

  /** The block, counted from 1, the cell where it is not the first, and the rest. */
  private static final Pattern NAME = Pattern.compile("block(\\d+)(?:\\.cell(\\d+))?(/.*)");

  /** A cell of a supernet. */
  record Place(int group, int cell) {}

  private CellWeights() {}

  private record Split(Place place, String block, String rest) {
    static Optional<Split> of(Tensor tensor) {
      var name = NAME.matcher(tensor.getName());
      if (!name.matches()) {
        return Optional.empty();
      }
      var block = Integer.parseInt(name.group(1));
      var cell = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
      return Optional.of(
          new Split(
              new Place((block - 1) / BLOCKS_OF_A_GROUP, cell), "block" + block, name.group(3)));
    }

    /** Its name wherever its cell is. */
    String name() {
      return block + rest;
    }
  }

  /** The tensors of each cell, by names that do not tell its place. */
  static Map<Place, List<Tensor>> split(List<Tensor> supernet) {
    var cells = new HashMap<Place, List<Tensor>>();
    for (var tensor : supernet) {
      Split.of(tensor)
          .ifPresent(
              split ->
                  cells
                      .computeIfAbsent(split.place(), place -> new ArrayList<>())
                      .add(named(tensor, split.name())));
    }
    return cells;
  }

  /**
   * A supernet with other cells.
   *
   * @param supernet what every network has is taken from it
   * @param fresh where a cell has no tensors of its own, or none of the shape, it has these
   * @param cells content name of the tensors of each cell that has some
   */
  static List<Tensor> join(
      List<Tensor> supernet, List<Tensor> fresh, Map<Place, String> cells, TensorStore store) {
    var initial = byName(fresh);
    var own = new HashMap<Place, Map<String, Tensor>>();
    cells.forEach((place, name) -> own.put(place, byName(store.get(name))));
    var joined = new ArrayList<Tensor>(supernet.size());
    for (var tensor : supernet) {
      joined.add(
          Split.of(tensor)
              .map(
                  split -> {
                    var kept = own.getOrDefault(split.place(), Map.of()).get(split.name());
                    return kept != null && kept.getShape().equals(tensor.getShape())
                        ? named(kept, tensor.getName())
                        : Objects.requireNonNull(initial.get(tensor.getName()));
                  })
              .orElse(tensor));
    }
    return joined;
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    var named = new HashMap<String, Tensor>();
    tensors.forEach(tensor -> named.put(tensor.getName(), tensor));
    return named;
  }

  private static Tensor named(Tensor tensor, String name) {
    return Tensor.newBuilder()
        .setName(name)
        .setShape(tensor.getShape())
        .setData(tensor.getData().duplicate())
        .build();
  }
}
