//! The bridge's commands: each unpacks, asks the studio, and returns. Nothing else.
//!
//! None takes an address, a shell word or a path; files are chosen in dialogs that
//! the core opens, and the page only ever holds ids.

use std::sync::Arc;

use studio::Studio;
use studio::ids::{AccountId, DraftId, PostId, SavedTextId};
use studio::problem::{Code, Problem};
use studio::view::*;
use tauri::State;

use crate::outside::Outside;

type Answer<T> = Result<T, Problem>;
type Desk<'a> = State<'a, Arc<dyn Outside>>;

#[tauri::command]
#[specta::specta]
pub async fn snapshot(studio: State<'_, Studio>) -> Answer<Snapshot> {
    studio.snapshot().await
}

#[tauri::command]
#[specta::specta]
pub fn route_arrived(studio: State<'_, Studio>) {
    studio.arrived();
}

#[tauri::command]
#[specta::specta]
pub fn window_may_close(desk: Desk<'_>) {
    desk.let_close();
}

#[tauri::command]
#[specta::specta]
pub async fn settings_save(studio: State<'_, Studio>, settings: Settings) -> Answer<()> {
    studio.save_settings(&settings).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in_start(studio: State<'_, Studio>, desk: Desk<'_>, request: SignInRequest) -> Answer<()> {
    let address = studio.accounts().sign_in_start(request).await?;
    address.map_or(Ok(()), |address| open(&studio, &desk, &address))
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in_open_again(studio: State<'_, Studio>, desk: Desk<'_>) -> Answer<()> {
    let address = studio.accounts().sign_in_address().await;
    address.map_or(Ok(()), |address| open(&studio, &desk, &address))
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in_cancel(studio: State<'_, Studio>) -> Answer<()> {
    studio.accounts().sign_in_cancel().await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in_keep(studio: State<'_, Studio>) -> Answer<()> {
    studio.accounts().sign_in_keep().await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in_paste(studio: State<'_, Studio>, address: String) -> Answer<()> {
    studio.accounts().sign_in_paste(&address).await
}

#[tauri::command]
#[specta::specta]
pub async fn account_activate(studio: State<'_, Studio>, id: AccountId) -> Answer<()> {
    studio.accounts().activate(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn account_set_gel(studio: State<'_, Studio>, id: AccountId, gel: Gel) -> Answer<()> {
    studio.accounts().set_gel(&id, gel).await
}

#[tauri::command]
#[specta::specta]
pub async fn account_disconnect(studio: State<'_, Studio>, id: AccountId, leave: Leave) -> Answer<()> {
    studio.accounts().disconnect(&id, leave).await
}

#[tauri::command]
#[specta::specta]
pub async fn data_erase(studio: State<'_, Studio>, desk: Desk<'_>, grant: Grant) -> Answer<()> {
    studio.erase(grant).await?;
    desk.start_anew();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn tiktok_app_save(studio: State<'_, Studio>, form: TikTokAppForm) -> Answer<()> {
    studio.accounts().save_tiktok_app(form).await
}

#[tauri::command]
#[specta::specta]
pub async fn keyring_retry(studio: State<'_, Studio>) -> Answer<()> {
    studio.accounts().retry_keyring().await
}

#[tauri::command]
#[specta::specta]
pub async fn drafts_list(studio: State<'_, Studio>) -> Answer<Vec<DraftCard>> {
    studio.drafts().list().await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_pick(studio: State<'_, Studio>, desk: Desk<'_>) -> Answer<Added> {
    let files = desk.pick_videos().await;
    studio.drafts().add(files).await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_bin(studio: State<'_, Studio>, id: DraftId) -> Answer<()> {
    studio.drafts().bin(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_restore(studio: State<'_, Studio>, id: DraftId) -> Answer<()> {
    studio.drafts().restore(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_frame(studio: State<'_, Studio>, id: DraftId, picture: Vec<u8>) -> Answer<()> {
    studio
        .with_draft(&id)
        .await
        .drafts()
        .set_frame(&id, &picture)
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_relocate(studio: State<'_, Studio>, desk: Desk<'_>, id: DraftId) -> Answer<bool> {
    let Some(file) = desk.pick_videos().await.into_iter().next() else {
        return Ok(false);
    };
    studio.with_draft(&id).await.drafts().relocate(&id, &file).await?;
    Ok(true)
}

#[tauri::command]
#[specta::specta]
pub async fn posting_open(studio: State<'_, Studio>, draft: DraftId) -> Answer<PostingPage> {
    studio.with_draft(&draft).await.posting().open(&draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn posting_page(studio: State<'_, Studio>, draft: DraftId) -> Answer<PostingPage> {
    studio.with_draft(&draft).await.posting().page(&draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn posting_choose(
    studio: State<'_, Studio>,
    draft: DraftId,
    choice: Choice,
) -> Answer<PostingPage> {
    studio
        .with_draft(&draft)
        .await
        .posting()
        .choose(&draft, choice)
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn posting_publish(studio: State<'_, Studio>, draft: DraftId, revision: String) -> Answer<PostId> {
    studio.publish(&draft, &revision).await
}

#[tauri::command]
#[specta::specta]
pub async fn hashtags_like(studio: State<'_, Studio>, draft: DraftId, typed: String) -> Answer<Hashtags> {
    studio.captions().hashtags(&draft, &typed).await
}

#[tauri::command]
#[specta::specta]
pub fn caption_clean(studio: State<'_, Studio>, text: &str) -> Answer<CleanText> {
    Ok(studio.captions().clean(text))
}

#[tauri::command]
#[specta::specta]
pub async fn caption_spelling(studio: State<'_, Studio>, desk: Desk<'_>) -> Answer<Option<String>> {
    Ok(studio.captions().spelling(desk.checks_spelling().await))
}

#[tauri::command]
#[specta::specta]
pub async fn saved_texts(studio: State<'_, Studio>) -> Answer<Vec<SavedText>> {
    studio.captions().saved_texts().await
}

#[tauri::command]
#[specta::specta]
pub async fn saved_text_save(studio: State<'_, Studio>, form: SavedTextForm) -> Answer<Vec<SavedText>> {
    studio.captions().save_text(form).await
}

#[tauri::command]
#[specta::specta]
pub async fn saved_text_forget(studio: State<'_, Studio>, id: SavedTextId) -> Answer<Vec<SavedText>> {
    studio.captions().forget_text(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn posts_list(studio: State<'_, Studio>) -> Answer<PostList> {
    studio.shown().publishing().list().await
}

#[tauri::command]
#[specta::specta]
pub async fn post_detail(studio: State<'_, Studio>, id: PostId) -> Answer<PostDetail> {
    studio.with_post(&id).await.publishing().detail(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn post_act(studio: State<'_, Studio>, id: PostId, action: PostAction) -> Answer<()> {
    studio.with_post(&id).await.publishing().act(&id, action).await
}

#[tauri::command]
#[specta::specta]
pub async fn post_tick(studio: State<'_, Studio>, id: PostId, task: PhoneTaskKind, done: bool) -> Answer<()> {
    studio.publishing().tick(&id, task, done).await
}

#[tauri::command]
#[specta::specta]
pub async fn post_match(studio: State<'_, Studio>, id: PostId, video: &str, is_it: bool) -> Answer<()> {
    studio
        .with_post(&id)
        .await
        .publishing()
        .matches(&id, video, is_it)
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn post_report(studio: State<'_, Studio>, id: PostId) -> Answer<String> {
    studio.with_post(&id).await.publishing().report(&id).await
}

#[tauri::command]
#[specta::specta]
pub async fn post_open_on_tiktok(studio: State<'_, Studio>, desk: Desk<'_>, id: PostId) -> Answer<()> {
    let address = studio.with_post(&id).await.publishing().address(&id).await?;
    address.map_or(Ok(()), |address| open(&studio, &desk, &address))
}

#[tauri::command]
#[specta::specta]
pub async fn videos_list(studio: State<'_, Studio>, account: AccountId) -> Answer<VideoList> {
    studio.videos().list(&account).await
}

#[tauri::command]
#[specta::specta]
pub async fn videos_refresh(studio: State<'_, Studio>, account: AccountId) -> Answer<()> {
    studio.videos().refresh(&account).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn video_open_on_tiktok(
    studio: State<'_, Studio>,
    desk: Desk<'_>,
    account: AccountId,
    id: String,
) -> Answer<()> {
    let address = studio.videos().address(&account, &id).await?;
    address.map_or(Ok(()), |address| open(&studio, &desk, &address))
}

#[tauri::command]
#[specta::specta]
pub async fn activity_page(
    studio: State<'_, Studio>,
    wish: ActivityWish,
    older: Option<ActivityPlace>,
) -> Answer<ActivityPage> {
    studio.activity().page(&wish, older).await
}

#[tauri::command]
#[specta::specta]
pub async fn activity_export(
    studio: State<'_, Studio>,
    desk: Desk<'_>,
    wish: ActivityWish,
    format: ExportFormat,
) -> Answer<Option<String>> {
    let words = studio.words();
    let name = format!("{}.{}", words.say("activity-file-name"), format.extension());
    let Some(path) = desk.save_as(&words.say("activity-save-title"), &name).await else {
        return Ok(None);
    };
    studio.activity().export(&wish, format, &path).await.map(Some)
}

#[tauri::command]
#[specta::specta]
pub async fn activity_size(studio: State<'_, Studio>) -> Answer<String> {
    studio.activity().size().await
}

#[tauri::command]
#[specta::specta]
pub async fn walkthrough_start(studio: State<'_, Studio>) -> Answer<()> {
    studio.walkthrough().start().await
}

#[tauri::command]
#[specta::specta]
pub async fn walkthrough_turn(studio: State<'_, Studio>, to: WalkthroughTurn) -> Answer<()> {
    studio.walkthrough().turn(to).await
}

#[tauri::command]
#[specta::specta]
pub async fn walkthrough_stop(studio: State<'_, Studio>) -> Answer<()> {
    studio.walkthrough().stop().await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn audit_checklist(studio: State<'_, Studio>) -> Answer<AuditChecklist> {
    studio.walkthrough().checklist().await
}

#[tauri::command]
#[specta::specta]
pub async fn audit_tick(studio: State<'_, Studio>, item: String, on: bool) -> Answer<AuditChecklist> {
    studio.walkthrough().tick(&item, on).await
}

#[tauri::command]
#[specta::specta]
pub async fn audit_text(studio: State<'_, Studio>) -> Answer<String> {
    studio.walkthrough().checklist_text().await
}

#[tauri::command]
#[specta::specta]
pub fn open_link(studio: State<'_, Studio>, desk: Desk<'_>, link: Link) -> Answer<()> {
    open(&studio, &desk, link.address())
}

fn open(studio: &Studio, desk: &Desk<'_>, address: &str) -> Answer<()> {
    match desk.open(address) {
        true => Ok(()),
        false => Err(Problem::new(studio.words(), Code::Internal, "desktop-no-browser")),
    }
}
