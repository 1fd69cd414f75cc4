//! The net profits of draws by the plain loop: the numbers of each put into the scenario, and the scenario evaluated.

use uprate::domain::Scenario;
use uprate::engine::stretches::net_profits;
use uprate::simulation::draws::{Block, Draws};

/// By draw, the net profits of all strategies; none where the draw cannot be computed.
pub fn plain_net_profits(draws: &Draws, scenario: &Scenario<f64>, block: &Block) -> Vec<Option<Vec<f64>>> {
    let mut changed = scenario.clone();
    let places: Vec<_> = draws.inputs.iter().map(|input| input.places(scenario)).collect();
    let of_draw = |draw| {
        for (places, value) in places.iter().zip(block.values_of(draw)) {
            for place in places {
                place.set(&mut changed, value);
            }
        }
        changed.response.is_possible().then(|| net_profits(&changed).ok()).flatten()
    };
    (0..block.count).map(of_draw).collect()
}
