//! The questions, topic by topic: what is asked, what is typical and who says so, what counts without an answer.

mod loss;
mod today;

use super::questions::Topic;

/// All of them, in the order in which they are asked.
pub static TOPICS: &[Topic] = &[
    today::CLIENT,
    today::WORK,
    today::EFFORT,
    today::RAISES,
    loss::OTHER_WORK,
    loss::PAYMENT,
    loss::FLAGS_OF_IT,
    loss::LOSS,
    loss::OTHERS,
];
