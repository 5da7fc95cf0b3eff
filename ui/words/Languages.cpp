#include "ui/words/Languages.h"

#include "core/base/Resources.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace gatehouse::ui {

Languages::~Languages()
{
    remove();
}

void Languages::use(const QString& code)
{
    remove();
    const QLocale wanted = code.isEmpty() ? QLocale::system() : QLocale(code);
    const QString name = QStringLiteral("gatehouse");
    const QString separator = QStringLiteral("_");
    const QString folder = resourcePath(u"translations");
    auto own = std::make_unique<QTranslator>();
    if (!own->load(wanted, name, separator, folder) && !own->load(QLocale(QLocale::English), name, separator, folder)) {
        m_current = QStringLiteral("en");
        QLocale::setDefault(QLocale(QLocale::English));
        return;
    }
    m_current = own->language();
    // Numbers and dates go with the words.
    const QLocale spoken(m_current);
    QLocale::setDefault(spoken.language() == wanted.language() ? wanted : spoken);
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(spoken, QStringLiteral("qtbase"), separator, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        install(std::move(qt));
    install(std::move(own)); // asked first
}

void Languages::install(std::unique_ptr<QTranslator> translator)
{
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

void Languages::remove()
{
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
}

} // namespace gatehouse::ui
