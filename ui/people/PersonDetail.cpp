#include "ui/people/PersonDetail.h"

#include "ui/people/FaceThumb.h"
#include "ui/people/Facts.h"
#include "ui/people/SealedView.h"
#include "ui/people/ValidityFields.h"
#include "ui/words/ReasonText.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr QSize Portrait(88, 110); // px at 100 %
constexpr QSize Thumbnail(88, 110);
constexpr int ThumbnailsARow = 4;

} // namespace

PersonDetail::PersonDetail(const SiteContext& context, const PersonRecord& record, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_record(record)
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Small));
    addHead(column);
    addFacts(column);
    addConsents(column);
    addPictures(column);
    addHistory(column);
    column->addStretch(1);
}

void PersonDetail::addHead(QVBoxLayout* column)
{
    const Appearance& look = m_context.appearance;
    const people::Person& person = m_record.person;
    auto* row = new QHBoxLayout;
    row->setSpacing(look.theme().px(Gap::Medium));
    QImage best;
    for (const EnrolledPicture& picture : m_record.pictures) {
        if (best.isNull())
            best = picture.picture;
    }
    row->addWidget(new FaceThumb(look, best, Portrait), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(look.theme().px(Gap::Tight));
    auto* name = new Label(look, person.name, TextSize::Headline);
    name->setObjectName(QStringLiteral("personName"));
    words->addWidget(name->wrapped());
    words->addWidget(new Label(look, personKindText(person.kind), TextSize::Body, Role::Muted));
    addStanding(words, look, standingWords(person.isActive, person.validity, m_context.clock.now()));
    words->addStretch(1);
    row->addLayout(words, 1);
    column->addLayout(row);
}

void PersonDetail::addFacts(QVBoxLayout* column)
{
    const people::Person& person = m_record.person;
    const QStringList groups = m_record.groupNames();
    addFact(column, m_context.appearance, tr("Reference"), person.externalRef);
    addFact(column, m_context.appearance, tr("Groups"),
        groups.isEmpty() ? tr("none: no rule lets this person in") : groups.join(QStringLiteral(", ")));
    addFact(column, m_context.appearance, tr("Valid"), validityText(person.validity, m_context.time));
    addFact(column, m_context.appearance, tr("Note"), person.note);
    column->addWidget(new SealedView(m_context, person));
}

bool PersonDetail::mayWithdraw() const
{
    return m_context.session.may(security::Permission::EnrolFaces)
        || m_context.session.may(security::Permission::EditPeople);
}

void PersonDetail::addConsents(QVBoxLayout* column)
{
    const Appearance& look = m_context.appearance;
    addHeading(column, look, tr("Consents"));
    const QList<people::Consent> inForce = m_record.consentsInForce();
    if (!m_record.hasFaceConsent()) {
        auto* said = new Label(
            look, tr("No consent: this person uses a plate, a pass or the guard instead, on the same terms."));
        said->setObjectName(QStringLiteral("consentState"));
        column->addWidget(said->wrapped());
    }
    for (const people::Consent& consent : inForce)
        addConsent(column, consent);
    addConsentActions(column);
}

void PersonDetail::addConsent(QVBoxLayout* column, const people::Consent& consent)
{
    const Appearance& look = m_context.appearance;
    const QString code = people::consentPurposeCode(consent.purpose);
    auto* row = new QHBoxLayout;
    QString words = tr("%1: consent of %2, %3 (notice %4)")
                        .arg(consentPurposeText(consent.purpose), m_context.time.date(consent.givenAt),
                            consentFormText(consent.form), consent.noticeVersion);
    if (!consent.guardian.isEmpty())
        words += QLatin1Char('\n') + tr("Guardian: %1").arg(consent.guardian);
    auto* said = new Label(look, words);
    said->setObjectName(QStringLiteral("consent-") + code);
    row->addWidget(said->wrapped(), 1);
    if (consent.hasProof) {
        auto* proof = new Button(look, ButtonLook::Quiet, Icon::Eye, {});
        proof->setIconOnly(tr("Look at the signature or form"));
        proof->setObjectName(QStringLiteral("proof-") + code);
        connect(proof, &QPushButton::clicked, this, [this, consent] { Q_EMIT proofRequested(consent); });
        row->addWidget(proof, 0, Qt::AlignTop);
    }
    if (mayWithdraw()) {
        auto* withdraw = new Button(look, ButtonLook::Quiet, Icon::Delete, {});
        withdraw->setIconOnly(tr("Withdraw this consent"));
        withdraw->setObjectName(QStringLiteral("withdraw-") + code);
        connect(withdraw, &QPushButton::clicked, this, [this, consent] { Q_EMIT withdrawRequested(consent); });
        row->addWidget(withdraw, 0, Qt::AlignTop);
    }
    column->addLayout(row);
}

void PersonDetail::addConsentActions(QVBoxLayout* column)
{
    const Appearance& look = m_context.appearance;
    auto* row = new QHBoxLayout;
    if (m_context.session.may(security::Permission::EnrolFaces)) {
        auto* enrol = new Button(look, ButtonLook::Plain, Icon::Enrol,
            m_record.hasFaceConsent() ? tr("Add pictures") : tr("Record consent, enrol"));
        enrol->setObjectName(QStringLiteral("enrol"));
        connect(enrol, &QPushButton::clicked, this, &PersonDetail::enrolRequested);
        row->addWidget(enrol);
        if (m_record.hasFaceConsent() && !m_record.openPurposes().isEmpty()) {
            auto* further = new Button(look, ButtonLook::Plain, tr("Further consent"));
            further->setObjectName(QStringLiteral("furtherConsent"));
            connect(further, &QPushButton::clicked, this, &PersonDetail::furtherConsentRequested);
            row->addWidget(further);
        }
    }
    if (!m_record.consentsInForce().isEmpty() && mayWithdraw()) {
        auto* withdraw = new Button(look, ButtonLook::Deny, tr("Withdraw all"));
        withdraw->setObjectName(QStringLiteral("withdraw"));
        connect(withdraw, &QPushButton::clicked, this, &PersonDetail::withdrawAllRequested);
        row->addWidget(withdraw);
    }
    row->addStretch(1);
    column->addLayout(row);
}

void PersonDetail::addPictures(QVBoxLayout* column)
{
    if (m_record.pictures.isEmpty())
        return;
    const Appearance& look = m_context.appearance;
    auto* grid = new QGridLayout;
    grid->setSpacing(look.theme().px(Gap::Small));
    const bool mayRemove = m_context.session.may(security::Permission::EnrolFaces);
    int place = 0;
    for (const EnrolledPicture& picture : m_record.pictures) {
        auto* cell = new QVBoxLayout;
        cell->setSpacing(look.theme().px(Gap::Tight));
        cell->addWidget(new FaceThumb(look, picture.picture, Thumbnail));
        auto* below = new QHBoxLayout;
        auto* quality = new Label(look, tr("%1 %").arg(qRound(picture.quality * 100)), TextSize::Caption, Role::Muted);
        quality->setToolTip(tr("How good the picture is"));
        below->addWidget(quality, 1);
        if (mayRemove) {
            auto* remove = new Button(look, ButtonLook::Quiet, Icon::Delete, {});
            remove->setIconOnly(tr("Delete this picture"));
            remove->setObjectName(QStringLiteral("removePicture%1").arg(place));
            connect(
                remove, &QPushButton::clicked, this, [this, id = picture.id] { Q_EMIT removePictureRequested(id); });
            below->addWidget(remove);
        }
        cell->addLayout(below);
        grid->addLayout(cell, place / ThumbnailsARow, place % ThumbnailsARow);
        ++place;
    }
    grid->setColumnStretch(ThumbnailsARow, 1);
    column->addLayout(grid);
}

void PersonDetail::addHistory(QVBoxLayout* column)
{
    QStringList lines;
    for (const people::Consent& consent : m_record.consents) {
        if (!consent.withdrawnAt)
            continue;
        lines.append(tr("%1: given %2, withdrawn %3")
                         .arg(consentPurposeText(consent.purpose), m_context.time.date(consent.givenAt),
                             m_context.time.date(*consent.withdrawnAt)));
    }
    if (lines.isEmpty())
        return;
    addHeading(column, m_context.appearance, tr("Earlier consents"));
    column->addWidget(
        (new Label(m_context.appearance, lines.join(QLatin1Char('\n')), TextSize::Caption, Role::Muted))->wrapped());
}

} // namespace gatehouse::ui
