//! The one way the state changes: what each command does.

use super::state::Sheet;
use super::{Command, Effect, FinancePage, Screen, State};
use crate::look::Theme;
use crate::plan::Plan;

impl State {
    /// Does what the user asks; gives back what only the window can do.
    ///
    /// Any command but a drag finishes the gesture under way.
    pub fn run(&mut self, command: Command) -> Vec<Effect> {
        let effects = self.run_one(command);
        self.keep_copies();
        effects
    }

    fn run_one(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Drag(change) => self.drag(change),
            Command::CancelDrag => self.cancel_gesture(),
            Command::CompareWith(plans) => self.compare_with(plans),
            // It comes from the system while a gesture may be under way.
            Command::NoteWindow(window) => self.settings.window = Some(window),
            other => {
                self.finish_gesture();
                return self.run_whole(other);
            }
        }
        Vec::new()
    }

    fn run_whole(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Open(None) => return vec![Effect::AskOpenPath],
            Command::ImportPrices(None) => return vec![Effect::AskPricesPath],
            Command::ImportPrices(Some(path)) => self.import_prices(&path),
            Command::Save => return self.save_active(None),
            Command::SaveAs(None) => return self.ask_save_path(),
            Command::SaveAs(Some(path)) => return self.save_as(path),
            Command::AnswerPrompt(answer) => return self.answer_prompt(answer),
            Command::Reply(reply) => return self.reply(reply),
            Command::Quit => {
                self.keep_settings();
                return self.quit();
            }
            Command::Open(Some(path)) => self.open(&path),
            Command::OpenTemplate(index) => self.open_template(index),
            Command::NewPlan => self.sheet = Some(Sheet::NewPlan),
            Command::Find => self.sheet = Some(Sheet::Find),
            Command::ExportCharts => self.sheet = Some(Sheet::Export),
            Command::HandOver => self.sheet = Some(Sheet::HandOver),
            Command::Reference => self.sheet = Some(Sheet::Reference),
            Command::FirstSteps(shown) => self.show_first_steps(shown),
            Command::Write(order) => {
                self.sheet = None;
                self.write(*order);
            }
            Command::ChoosePlace => {
                self.sheet = Some(match self.sheet {
                    Some(Sheet::NewPlan) => Sheet::PlacesOfNewPlan,
                    _ => Sheet::Places,
                });
            }
            Command::CloseSheet if self.sheet == Some(Sheet::PlacesOfNewPlan) => {
                self.sheet = Some(Sheet::NewPlan);
            }
            Command::CloseSheet => self.close_sheet(),
            Command::ShowRecovery => self.sheet = Some(Sheet::Recovery),
            Command::Decide(id, decision) => self.decide(id, decision),
            Command::LookAtFiles => self.look_at_files(),
            Command::Create(plan) => {
                self.close_sheet();
                let id = self.ids.next(&plan.name);
                self.add(Plan { lineage: id.clone(), id, ..*plan });
            }
            Command::Preview(plan) => self.show_preview(plan.map(|plan| *plan)),
            Command::Close => self.active.into_iter().for_each(|index| self.close_tab(index)),
            Command::CloseTab(index) => self.close_tab(index),
            Command::SwitchPlan(index) if index < self.plans.len() => self.active = Some(index),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Edit(change) => self.edit(change, None),
            Command::EditAs(change, name) => self.edit(change, Some(name)),
            Command::EditSaying { change, step, said } => self.edit_saying(change, step, &said),
            Command::DeleteItem(owner) => self.delete_item(owner),
            Command::Select(owner) => self.select(owner),
            Command::DuplicateItem(owner) => self.duplicate_item(&owner),
            Command::Go(screen) => self.screen = screen,
            Command::GoFinance(page) => self.go_finance(page),
            Command::DuplicatePlan => self.duplicate_plan(),
            Command::ApplyBest => self.apply_best(),
            Command::ApplyAi(mw) => self.apply_ai(mw),
            Command::DuplicateWithAi(mw) => {
                if let Some(plan) = self.plan_with_ai(mw) {
                    self.open_copy(plan);
                }
            }
            Command::OpenAs(plan) => self.open_as(*plan),
            Command::ToggleWhatIf(what_if) => self.toggle_what_if(*what_if),
            Command::ClearWhatIfs => self.clear_what_ifs(),
            Command::KeepAsPlan => self.keep_as_plan(),
            Command::NewWhatIf => {
                let new = self.new_what_if();
                self.draft_what_if(new);
            }
            Command::DraftWhatIf(what_if) => self.draft_what_if(*what_if),
            Command::KeepWhatIf(what_if) => {
                self.close_sheet();
                self.keep_what_if(*what_if);
            }
            Command::DropWhatIf(id) => {
                self.close_sheet();
                self.drop_what_if(&id);
            }
            Command::SetTheme(theme) => self.set_theme(theme),
            Command::ToggleTheme => self.set_theme(match self.theme() {
                Theme::Dark => Theme::Light,
                Theme::Light => Theme::Dark,
            }),
            Command::SetScale(scale) => self.set_scale(scale),
            Command::ZoomIn => self.set_scale(self.settings.scale + 0.1),
            Command::ZoomOut => self.set_scale(self.settings.scale - 0.1),
            Command::Dismiss(id) => self.messages.retain(|message| message.id != id),
            Command::SwitchPlan(_)
            | Command::FinishDrag
            | Command::Drag(_)
            | Command::CancelDrag
            | Command::CompareWith(_)
            | Command::NoteWindow(_) => {}
        }
        Vec::new()
    }

    const fn go_finance(&mut self, page: FinancePage) {
        (self.screen, self.finance_page) = (Screen::Finance, page);
    }
}
