//! Filters, search, figures.

use super::{House, house, provider_of};
use crate::kernel::{Paging, Uuid};
use crate::offering::find::figures::figures;
use crate::offering::find::public::Filter;
use crate::offering::find::{own, register};
use crate::offering::{Draft, Mode, Standing};

async fn shelf(house: &House) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for (title, mode, country, city, tag) in [
        ("狮城海运整柜", "sea", "SG", "新加坡", "整柜"),
        ("狮城空运快件", "air", "SG", "Singapore", "Express"),
        ("欧洲班列", "rail", "DE", "Hamburg", "双清_包税"),
        ("鹿特丹 100% 直航", "sea", "NL", "鹿特丹", "整柜"),
    ] {
        let (mode, country, city) = (mode.to_owned(), country.to_owned(), city.to_owned());
        let draft = Draft { mode, country, city, tags: vec![tag.to_owned()], ..house.draft(title) };
        ids.push(house.published_draft(&draft).await);
    }
    ids
}

#[tokio::test]
async fn f01_f07_products_are_filtered_by_mode_country_city_and_tag() {
    let house = house().await;
    shelf(&house).await;
    let some = |text: &str| Some(text.to_owned());
    let singapore = crate::term::gazetteer::named("SG", "新加坡").unwrap().id.clone();
    for (filter, titles) in [
        (Filter { mode: Some(Mode::Sea), ..Filter::default() }, vec!["鹿特丹 100% 直航", "狮城海运整柜"]),
        (Filter { country: some("SG"), ..Filter::default() }, vec!["狮城空运快件", "狮城海运整柜"]),
        (Filter { city: Some(singapore), mode: Some(Mode::Air), ..Filter::default() }, vec!["狮城空运快件"]),
        (Filter { tag: some("整柜"), country: some("NL"), ..Filter::default() }, vec!["鹿特丹 100% 直航"]),
        (Filter { tag: some("整"), ..Filter::default() }, vec![]),
        (Filter { provider: Some(house.id()), ..Filter::default() }, vec![]),
        (Filter { city: some(""), ..Filter::default() }, vec![]),
    ] {
        assert_eq!(house.found(&filter).await, titles, "{filter:?}");
    }
}

#[tokio::test]
async fn f01_words_are_searched_everywhere_and_are_no_pattern() {
    let house = house().await;
    shelf(&house).await;
    for (words, titles) in [
        ("狮城 整柜", vec!["狮城海运整柜"]),
        ("SINGAPORE", vec!["狮城空运快件", "狮城海运整柜"]),
        ("德国", vec!["欧洲班列"]),
        ("netherlands", vec!["鹿特丹 100% 直航"]),
        ("express", vec!["狮城空运快件"]),
        ("澜途 汉堡", vec!["欧洲班列"]),
        ("100%", vec!["鹿特丹 100% 直航"]),
        ("%", vec!["鹿特丹 100% 直航"]),
        ("清_包", vec!["欧洲班列"]),
        ("_", vec!["欧洲班列"]),
        ("\\", vec![]),
        ("' OR 1=1 --", vec![]),
        ("  ", vec!["鹿特丹 100% 直航", "欧洲班列", "狮城空运快件", "狮城海运整柜"]),
    ] {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        assert_eq!(house.found(&filter).await, titles, "{words}");
    }
}

#[tokio::test]
async fn f01_counts_and_map_points_say_what_the_filter_leaves() {
    let house = house().await;
    shelf(&house).await;
    let filter = Filter { country: Some("SG".to_owned()), mode: Some(Mode::Air), ..Filter::default() };
    let counted = figures(house.db(), &filter).await.unwrap();
    assert_eq!(counted.modes(&filter), [(Mode::Sea, 1), (Mode::Air, 1), (Mode::Road, 0), (Mode::Rail, 0)]);
    let all = figures(house.db(), &Filter::default()).await.unwrap().points(&Filter::default());
    assert_eq!((all.len(), all[0].name_en.as_str(), all[0].products), (3, "Singapore", 2));
    assert_eq!(all.iter().map(|point| point.products).sum::<u64>(), 4);
    let tagged = Filter { tag: Some("整柜".to_owned()), ..Filter::default() };
    let counted = figures(house.db(), &tagged).await.unwrap();
    assert_eq!(counted.points(&tagged).iter().map(|point| point.products).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(counted.modes(&tagged)[0], (Mode::Sea, 2));
}

/// Whatever is done to products, the catalogue says what they say; and a catalogue that lies is found out.
#[tokio::test]
async fn f01_f16_f17_f18_the_catalogue_follows_whatever_is_done() {
    use crate::offering::catalogue::{amiss, model};
    use sea_orm::{EntityTrait, PaginatorTrait};
    let house = house().await;
    let ids = shelf(&house).await;
    assert_eq!(amiss(house.db()).await.unwrap(), Vec::<String>::new());
    let version = async |id| house.kept(id).await.header.version;
    let seen = version(ids[0]).await;
    super::done!(house, &house.actor, |work| crate::offering::pin(&work, ids[0], seen, true)).unwrap();
    assert_eq!(house.seen_by_all().await[0], "狮城海运整柜");
    let seen = version(ids[1]).await;
    super::done!(house, &house.actor, |work| crate::offering::shelf(&work, ids[1], seen, false)).unwrap();
    let seen = version(ids[2]).await;
    super::done!(house, &house.actor, |work| crate::offering::remove(&work, ids[2], seen)).unwrap();
    let (seen, draft) = (house.kept(ids[3]).await.seen(), house.draft("改道新加坡"));
    super::done!(house, &house.actor, |work| crate::offering::edit(&work, ids[3], seen, &draft)).unwrap();
    house.approve(ids[3]).await.unwrap();
    assert_eq!(amiss(house.db()).await.unwrap(), Vec::<String>::new());
    assert_eq!(model::place::Entity::find().count(house.db()).await.unwrap(), 1);
    super::done!(house, &house.reviewer, |work| async {
        model::Entity::delete_by_id(ids[0]).exec(work.db()).await?;
        Ok::<(), crate::Refusal>(())
    })
    .unwrap();
    assert_eq!(amiss(house.db()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn f03_a_provider_sees_its_own_by_standing_words_and_page() {
    let house = house().await;
    let ids = shelf(&house).await;
    let waiting = house.submitted(&house.draft("待审的")).await;
    let refused = house.submitted(&house.draft("退回的")).await;
    house.reject(refused).await.unwrap();
    let seen = house.kept(ids[0]).await.seen();
    let draft = house.draft("变更的");
    super::done!(house, &house.actor, |work| crate::offering::edit(&work, ids[0], seen, &draft)).unwrap();
    let list = async |filter: own::Filter| {
        let page = own::list(house.db(), house.provider, &filter, Paging::default()).await.unwrap();
        page.rows.into_iter().map(|kept| kept.header.id).collect::<Vec<_>>()
    };
    let of = |standing| own::Filter { standing: Some(standing), ..own::Filter::default() };
    assert_eq!(list(of(Standing::Pending)).await, [waiting]);
    assert_eq!(list(of(Standing::Rejected)).await, [refused]);
    assert_eq!(list(of(Standing::ChangePending)).await, [ids[0]]);
    assert_eq!(list(of(Standing::Approved)).await.len(), 3);
    assert_eq!(
        list(own::Filter { words: Some("欧洲".to_owned()), ..own::Filter::default() }).await,
        [ids[2]]
    );
    assert_eq!(
        list(own::Filter { on_shelf: Some(true), mode: Some(Mode::Sea), ..Default::default() }).await.len(),
        2
    );
    let figures = own::figures(house.db(), house.provider).await.unwrap();
    assert_eq!(figures.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1, 3, 1, 1, 0, 0]);
    let page =
        own::list(house.db(), house.provider, &own::Filter::default(), Paging::of(Some(2), Some(4))).await;
    let page = page.unwrap();
    assert_eq!((page.total, page.pages, page.rows.len()), (6, 2, 2));
    let (_, _, stranger) = provider_of(&house.bench, "云桥示例货运有限公司").await;
    assert_eq!(own::all(house.db(), stranger, &own::Filter::default(), 9).await.unwrap().len(), 0);
}

#[tokio::test]
async fn n08_officials_see_the_register_of_their_regions() {
    let house = house().await;
    let ids = shelf(&house).await;
    let here = ["990101".to_owned()];
    let count = async |regions: Option<&[String]>, filter: register::Filter| {
        register::list(house.db(), regions, &filter, Paging::default()).await.unwrap().total
    };
    assert_eq!(count(Some(&here), register::Filter::default()).await, 4);
    assert_eq!(count(None, register::Filter::default()).await, 4);
    assert_eq!(count(Some(&["990103".to_owned()]), register::Filter::default()).await, 0);
    assert_eq!(count(Some(&[]), register::Filter::default()).await, 0);
    let removed = register::Filter { removed: Some(true), ..register::Filter::default() };
    assert_eq!(count(None, removed).await, 0);
    let words = register::Filter { words: Some("澜途".to_owned()), ..register::Filter::default() };
    assert_eq!(count(None, words).await, 4);
    let dossier = register::one(house.db(), Some(&here), ids[0]).await.unwrap();
    assert_eq!((dossier.rounds.len(), dossier.details.is_some()), (1, true));
}
