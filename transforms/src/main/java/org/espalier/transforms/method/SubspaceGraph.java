package org.espalier.transforms.method;

import java.util.List;
import org.espalier.models.network.controller.ControllerShape;
import org.espalier.models.network.controller.DsmController.Subspaces;
import org.espalier.schemas.Member;

/** Centres as the controller sees them: a node each, an edge from the worse to the better. */
final class SubspaceGraph {

  private static final double PERCENT = 100;

  private SubspaceGraph() {}

  /** The graph of as many centres as the shape has. */
  static Subspaces of(List<Member> centres, ControllerShape shape) {
    return new Subspaces(nodes(centres, shape), order(centres));
  }

  /** The accuracy is unscaled percent beside zeros and ones, as in the authors' code. */
  private static float[] nodes(List<Member> centres, ControllerShape shape) {
    var width = shape.features();
    var features = new float[centres.size() * width];
    for (var node = 0; node < centres.size(); node++) {
      var centre = centres.get(node);
      var encoding = centre.getGenotype().getEncoding();
      for (var decision = 0; decision < encoding.size(); decision++) {
        features[node * width + shape.options().at(decision, encoding.get(decision))] = 1;
      }
      features[(node + 1) * width - 1] = (float) (PERCENT * centre.getScore());
    }
    return features;
  }

  private static float[] order(List<Member> centres) {
    var count = centres.size();
    var order = new float[count * count];
    for (var from = 0; from < count; from++) {
      for (var to = 0; to < count; to++) {
        var rise = Double.compare(centres.get(to).getScore(), centres.get(from).getScore());
        // Equals are joined by one edge too, towards the later.
        order[from * count + to] = rise > 0 || (rise == 0 && from < to) ? 1 : 0;
      }
    }
    return order;
  }
}
