package org.espalier.transforms.method.evolution;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.CellSpace;
import org.espalier.models.space.Target;

/**
 * The cells that a generation trains, as a supernet and a candidate know them.
 *
 * @param groups the cells of each group, equally many
 */
record DrawnCells(List<List<MotifGenes>> groups) {
  /** Cells of a group. */
  int cells() {
    return groups.get(0).size();
  }

  /** Option of each decision of the space, cell by cell. */
  int[] options() {
    return IntStream.range(0, cells())
        .flatMap(cell -> Arrays.stream(CellSpace.encoding(path(cell))))
        .toArray();
  }

  /** The cells that {@link #options} came of. */
  static DrawnCells of(int[] options, int cells) {
    var length = CellSpace.GROUPS * CellSpace.GENES;
    var paths =
        IntStream.range(0, cells)
            .mapToObj(
                cell ->
                    CellSpace.cells(
                        Arrays.stream(options, cell * length, (cell + 1) * length)
                            .boxed()
                            .toList()))
            .toList();
    return new DrawnCells(
        IntStream.range(0, CellSpace.GROUPS)
            .mapToObj(group -> paths.stream().map(path -> path.get(group)).toList())
            .toList());
  }

  /** The weights of the cells where a supernet reads them. */
  float[] weights(double[] byGroup) {
    var decisions = CellSpace.GROUPS * CellSpace.GENES;
    var weights = new float[cells() * decisions];
    for (var at = 0; at < byGroup.length; at++) {
      weights[at % cells() * decisions + at / cells() * CellSpace.GENES] = (float) byGroup[at];
    }
    return weights;
  }

  /** The other way: what a supernet says of the weights, group by group. */
  double[] byGroup(float[] gradient) {
    var decisions = CellSpace.GROUPS * CellSpace.GENES;
    var byGroup = new double[CellSpace.GROUPS * cells()];
    for (var at = 0; at < byGroup.length; at++) {
      byGroup[at] = gradient[at % cells() * decisions + at / cells() * CellSpace.GENES];
    }
    return byGroup;
  }

  /** How they are weighted by these α. */
  CellMixture mixture(double[] alpha, CellSpace space, Target target) {
    var costs = new double[CellSpace.GROUPS * cells()];
    for (var cell = 0; cell < cells(); cell++) {
      var madds = space.madds(path(cell), target);
      for (var group = 0; group < CellSpace.GROUPS; group++) {
        costs[group * cells() + cell] = madds[group];
      }
    }
    return new CellMixture(CellSpace.GROUPS, cells(), alpha, costs, space.fixedMadds(target));
  }

  /** One cell of each group. */
  private List<MotifGenes> path(int cell) {
    return groups.stream().map(group -> group.get(cell)).toList();
  }
}
