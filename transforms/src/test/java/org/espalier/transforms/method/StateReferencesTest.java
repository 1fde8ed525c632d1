package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class StateReferencesTest {

  private static SearchState.Builder state() {
    return SearchState.newBuilder().setRun("r").setMethod("m").setSpace("nb201").setSeed(0);
  }

  @Test
  void theWeightsOfTheSearchAndOfItsMethodAreReferredTo() {
    var method =
        DsmState.newBuilder()
            .setDataSet("cifar10")
            .setCentres(List.of())
            .setController("c0ffee")
            .build();
    var state = state().setWeights("feed").setMethodState(method).build();
    assertThat(StateReferences.tensors(state)).containsExactlyInAnyOrder("feed", "c0ffee");
    assertThat(StateReferences.tensors(state().build())).isEmpty();
  }

  @Test
  void theFormIsFoundWhereverAMethodKeepsIt() {
    var form = SupernetForm.newBuilder().setMixed(true).setPartial(4).build();
    var method =
        GradientState.newBuilder()
            .setStage(0)
            .setTensors(List.of())
            .setForm(form)
            .setDerived(new Genotype("nb201", "text", List.of()))
            .setOptionScores(List.of())
            .build();
    assertThat(StateReferences.form(state().setMethodState(method).build())).hasValue(form);
    assertThat(StateReferences.form(state().build())).isEmpty();
  }
}
