/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The phrases of ten languages. A lecture in another one has glossary entries
 * from its slides' colons only, and questions in English.
 */
#include "text/language-phrases.h"

static const LecLanguagePhrases languages[] = {
  {
    .code = "en",
    .articles = "a an the",
    .openers = "so now well and but or okay ok then first second third finally remember recall also thus "
               "therefore hence however again here in_general in_short by_definition formally basically "
               "informally in_other_words in_particular for_example for_instance as_we_said simply_put "
               "strictly_speaking of_course",
    .subjects = "this that these those it he she they we you i there here what which who how why where "
                "when one such each every all some any both its his her their our your my another other "
                "if as because since while not no most many there's that's it's",
    .empty_terms = "example idea point question answer reason thing problem result goal aim purpose step "
                   "part case fact name other rest same difference first second third last next way kind "
                   "type topic note figure table example slide lecture course today key important "
                   "conclusion summary remark warning hint tip exercise homework source today's here "
                   "input output advantage disadvantage pros cons person people man book one task trick "
                   "truth word author date time page effect consequence cause outcome objection reply "
                   "chapter section",
    .defines = "is defined as|are defined as|is defined to be|refers to|refer to|means|denotes|is the "
               "name for|is the name given to|is the term for|is understood as|is short for|stands for|"
               "is the study of|is the science of",
    .is = "is a|is an|is the|is any|is that|is one|are the|are those",
    .by = "by",
    .we_mean = "we mean|i mean|is meant|one means|we understand|i understand",
    .agenda = "agenda|outline|overview|contents|table of contents|topics|today|plan|roadmap|lecture "
              "outline|what we will cover|structure|in this lecture|learning objectives|objectives",
    .summary = "summary|conclusion|conclusions|recap|take-aways|takeaways|takeaway|key points|in summary|"
               "to sum up|what we learned|what have we learned|wrap-up|key takeaways|review",
    .questions = "questions|any questions|q&a|questions and answers|thank you|thanks|discussion|thank "
                 "you for your attention|exercises|questions and discussion",
    .references = "references|bibliography|further reading|sources|literature|reading|suggested reading|"
                  "works cited",
    .figure = "figure|fig|diagram|chart|graph",
    .ask_term = "What is meant by “%s”?",
    .ask_explain = "Explain in your own words: %s",
  },
  {
    .code = "de",
    .articles = "der die das den dem des ein eine einen einem einer",
    .openers = "also nun und aber oder dann zunächst erstens zweitens schließlich allgemein kurz formal "
               "eigentlich mit_anderen_worten zum_beispiel dabei hier heute ja",
    .subjects = "dies diese dieser dieses das_hier es er sie wir ihr ich man hier dort da was wer welche "
                "welcher welches wie warum wo wann jede jeder jedes alle einige manche beide sein seine "
                "ihre unser unsere wenn als weil da nicht kein keine viele solche jene jener",
    .empty_terms = "beispiel idee punkt frage antwort grund sache ding problem ergebnis ziel zweck "
                   "schritt teil fall tatsache name rest unterschied art weise thema hinweis abbildung "
                   "tabelle folie vorlesung heute wichtig fazit zusammenfassung bemerkung übung aufgabe "
                   "quelle mensch mann buch folge ursache vorteil nachteil vorteile nachteile eingabe "
                   "ausgabe wort autor datum zeit seite einwand kapitel",
    .defines = "ist definiert als|sind definiert als|wird definiert als|bezeichnet|bezeichnen|bedeutet|"
               "bedeuten|steht für|heißt so viel wie|ist die lehre von|ist die wissenschaft von|ist die "
               "bezeichnung für",
    .is = "ist ein|ist eine|ist der|ist die|ist das|sind die|ist jede|ist jeder|ist jedes|ist diejenige|"
          "ist derjenige",
    .by = "unter",
    .we_mean = "versteht man|verstehen wir|wird verstanden|ist zu verstehen",
    .agenda = "gliederung|agenda|überblick|übersicht|inhalt|inhaltsverzeichnis|themen|heute|ablauf|"
              "programm|lernziele|inhalte",
    .summary = "zusammenfassung|fazit|schluss|schlussfolgerung|schlussfolgerungen|rückblick|das "
               "wichtigste|was wir gelernt haben|kernpunkte",
    .questions = "fragen|noch fragen|gibt es fragen|diskussion|vielen dank|danke|vielen dank für ihre "
                 "aufmerksamkeit|übungen|übungsfragen",
    .references = "literatur|quellen|literaturverzeichnis|quellenverzeichnis|referenzen|weiterführende "
                  "literatur",
    .figure = "abbildung|abb|bild|diagramm|schaubild",
    .ask_term = "Was versteht man unter „%s“?",
    .ask_explain = "Erklären Sie mit eigenen Worten: %s",
  },
  {
    .code = "fr",
    .articles = "le la les l un une des du",
    .openers = "donc alors or et mais ou ainsi enfin ensuite d'abord premièrement deuxièmement bref bien "
               "maintenant en_général en_bref par_définition autrement_dit c'est-à-dire en_effet "
               "par_exemple",
    .subjects = "ce c cet cette ces cela ceci ça il elle ils elles on nous vous je j tu y qui que quoi "
                "quel quelle quels quelles où quand comment pourquoi chaque tout tous toute toutes "
                "certains certaines quelques son sa ses leur leurs notre nos votre si comme parce "
                "puisque ne aucun aucune tel telle celui celle ceux celles voilà voici",
    .empty_terms = "exemple idée point question réponse raison chose problème résultat but objectif "
                   "étape partie cas fait nom reste différence façon manière sorte sujet note remarque "
                   "figure tableau diapositive cours aujourd'hui important conclusion résumé exercice "
                   "source homme livre effet cause conséquence avantage inconvénient mot auteur date "
                   "temps page objection chapitre",
    .defines = "est défini comme|est définie comme|sont définis comme|se définit comme|désigne|désignent|"
               "signifie|signifient|veut dire|est le nom de|est le nom donné à|est l'étude de|est la "
               "science de",
    .is = "est un|est une|est le|est la|est l'|sont les|sont des|est tout|est toute|est ce",
    .by = "par",
    .we_mean = "on entend|nous entendons|j'entends|il faut entendre",
    .agenda = "plan|plan du cours|sommaire|agenda|aperçu|table des matières|programme|aujourd'hui|"
              "objectifs|contenu",
    .summary = "résumé|conclusion|conclusions|synthèse|récapitulatif|en résumé|à retenir|points clés|"
               "bilan|ce qu'il faut retenir",
    .questions = "questions|des questions|avez-vous des questions|discussion|merci|merci de votre "
                 "attention|exercices|merci pour votre attention",
    .references = "références|bibliographie|sources|lectures|pour aller plus loin|lectures "
                  "complémentaires",
    .figure = "figure|fig|schéma|diagramme|graphique|illustration",
    .ask_term = "Qu’entend-on par « %s » ?",
    .ask_explain = "Expliquez avec vos propres mots : %s",
  },
  {
    .code = "es",
    .articles = "el la los las lo un una unos unas",
    .openers = "así entonces pues y pero o ahora luego primero segundo finalmente bueno bien en_general "
               "en_resumen por_definición es_decir por_ejemplo en_otras_palabras por_tanto",
    .subjects = "esto eso aquello este esta estos estas ese esa esos esas él ella ellos ellas nosotros "
                "usted ustedes yo tú se hay aquí allí qué que quién quien cuál cual cómo como cuándo "
                "cuando dónde donde por cada todo todos toda todas algunos algunas ambos su sus nuestro "
                "nuestra si porque no ningún ninguna muchos muchas tal otro otra",
    .empty_terms = "ejemplo idea punto pregunta respuesta razón cosa problema resultado objetivo fin "
                   "paso parte caso hecho nombre resto diferencia manera forma tipo tema nota figura "
                   "tabla diapositiva clase hoy importante conclusión resumen ejercicio fuente hombre "
                   "libro efecto causa consecuencia ventaja desventaja palabra autor fecha tiempo página "
                   "objeción capítulo",
    .defines = "se define como|se definen como|está definido como|está definida como|se refiere a|se "
               "refieren a|significa|significan|denota|designa|quiere decir|es el nombre de|es el "
               "estudio de|es la ciencia de",
    .is = "es un|es una|es el|es la|es lo|son los|son las|es todo|es toda|es aquel|es aquella|es "
          "cualquier",
    .by = "por",
    .we_mean = "se entiende|entendemos|entiendo|se quiere decir",
    .agenda = "agenda|índice|contenido|contenidos|esquema|plan|temario|temas|hoy|objetivos|programa|guion",
    .summary = "resumen|conclusión|conclusiones|recapitulación|en resumen|síntesis|puntos clave|ideas "
               "clave",
    .questions = "preguntas|alguna pregunta|discusión|gracias|muchas gracias|gracias por su atención|"
                 "ejercicios|preguntas y respuestas|dudas",
    .references = "referencias|bibliografía|fuentes|lecturas|lecturas recomendadas",
    .figure = "figura|fig|diagrama|gráfico|gráfica|ilustración",
    .ask_term = "¿Qué se entiende por «%s»?",
    .ask_explain = "Explique con sus propias palabras: %s",
  },
  {
    .code = "pt",
    .articles = "o a os as um uma uns umas",
    .openers = "assim então pois e mas ou agora depois primeiro segundo finalmente bem bom em_geral "
               "em_resumo por_definição isto_é por_exemplo por_outras_palavras portanto",
    .subjects = "isto isso aquilo este esta estes estas esse essa esses essas ele ela eles elas nós você "
                "vocês eu tu se há aqui ali que quem qual quais como quando onde por cada todo todos "
                "toda todas alguns algumas ambos seu sua seus suas nosso nossa porque não nenhum nenhuma "
                "muitos muitas tal outro outra",
    .empty_terms = "exemplo ideia ponto pergunta resposta razão coisa problema resultado objetivo fim "
                   "passo parte caso facto fato nome resto diferença maneira forma tipo tema nota figura "
                   "tabela slide aula hoje importante conclusão resumo exercício fonte homem livro "
                   "efeito causa consequência vantagem desvantagem palavra autor data tempo página "
                   "objeção capítulo",
    .defines = "define-se como|é definido como|é definida como|são definidos como|refere-se a|referem-se "
               "a|significa|significam|denota|designa|quer dizer|é o nome de|é o estudo de|é o estudo da|"
               "é o estudo do|é a ciência",
    .is = "é um|é uma|é o|é a|são os|são as|é todo|é toda|é aquele|é aquela|é qualquer",
    .by = "por",
    .we_mean = "entende-se|entendemos|se entende|entendo",
    .agenda = "agenda|índice|conteúdo|conteúdos|esquema|plano|sumário|temas|hoje|objetivos|programa|"
              "roteiro",
    .summary = "resumo|conclusão|conclusões|recapitulação|em resumo|síntese|pontos-chave|pontos "
               "principais",
    .questions = "perguntas|alguma pergunta|discussão|obrigado|obrigada|muito obrigado|exercícios|"
                 "dúvidas|perguntas e respostas|obrigado pela atenção",
    .references = "referências|bibliografia|fontes|leituras|leituras recomendadas",
    .figure = "figura|fig|diagrama|gráfico|ilustração",
    .ask_term = "O que se entende por «%s»?",
    .ask_explain = "Explique por palavras suas: %s",
  },
  {
    .code = "it",
    .articles = "il lo la i gli le l un uno una",
    .openers = "così allora dunque quindi e ma o ora poi primo secondo infine bene in_generale in_breve "
               "per_definizione cioè per_esempio in_altre_parole",
    .subjects = "questo questa questi queste quello quella quelli quelle ciò esso essa essi egli lui lei "
                "loro noi voi io tu si c ci qui lì che chi quale quali come quando dove perché ogni "
                "tutto tutti tutta tutte alcuni alcune entrambi suo sua suoi sue nostro nostra se non "
                "nessun nessuna molti molte tale altro altra",
    .empty_terms = "esempio idea punto domanda risposta ragione cosa problema risultato obiettivo scopo "
                   "passo parte caso fatto nome resto differenza modo maniera tipo tema nota figura "
                   "tabella diapositiva lezione oggi importante conclusione riassunto esercizio fonte "
                   "uomo libro effetto causa conseguenza vantaggio svantaggio parola autore data tempo "
                   "pagina obiezione capitolo",
    .defines = "si definisce come|è definito come|è definita come|sono definiti come|si riferisce a|si "
               "riferiscono a|significa|significano|denota|indica|vuol dire|è il nome di|è lo studio di|"
               "è la scienza",
    .is = "è un|è uno|è una|è un'|è il|è lo|è la|è l'|sono i|sono gli|sono le|è ogni|è ciò|è quel|è "
          "quella",
    .by = "per",
    .we_mean = "si intende|s'intende|intendiamo|intendo",
    .agenda = "agenda|indice|contenuti|contenuto|sommario|schema|piano|argomenti|oggi|obiettivi|"
              "programma|scaletta",
    .summary = "riassunto|riepilogo|conclusione|conclusioni|in sintesi|sintesi|punti chiave|in breve",
    .questions = "domande|ci sono domande|discussione|grazie|grazie mille|grazie per l'attenzione|"
                 "esercizi",
    .references = "riferimenti|bibliografia|fonti|letture|letture consigliate|riferimenti bibliografici",
    .figure = "figura|fig|diagramma|grafico|illustrazione",
    .ask_term = "Che cosa si intende per «%s»?",
    .ask_explain = "Spiega con parole tue: %s",
  },
  {
    .code = "nl",
    .articles = "de het een",
    .openers = "dus nu en maar of dan eerst ten_eerste ten_tweede tenslotte goed kortom in_het_algemeen "
               "per_definitie met_andere_woorden bijvoorbeeld oké",
    .subjects = "dit dat deze die het_is hij zij ze wij we jullie u ik je er hier daar wat wie welke "
                "welk hoe waarom waar wanneer elk elke ieder iedere alle sommige beide zijn haar hun ons "
                "onze als omdat niet geen veel vele zulke andere",
    .empty_terms = "voorbeeld idee punt vraag antwoord reden ding zaak probleem resultaat doel stap deel "
                   "geval feit naam rest verschil manier soort onderwerp opmerking figuur tabel dia "
                   "college les vandaag belangrijk conclusie samenvatting oefening bron mens man boek "
                   "gevolg oorzaak voordeel nadeel woord auteur datum tijd pagina hoofdstuk",
    .defines = "wordt gedefinieerd als|worden gedefinieerd als|is gedefinieerd als|verwijst naar|"
               "verwijzen naar|betekent|betekenen|duidt op|staat voor|is de naam voor|is de leer van|is "
               "de wetenschap van",
    .is = "is een|is de|is het|zijn de|is elke|is elk|is iedere",
    .by = "onder",
    .we_mean = "verstaan we|verstaan wij|verstaat men|wordt verstaan|versta ik",
    .agenda = "agenda|overzicht|inhoud|inhoudsopgave|onderwerpen|vandaag|programma|opzet|leerdoelen|"
              "doelen",
    .summary = "samenvatting|conclusie|conclusies|terugblik|kernpunten|samengevat|tot slot",
    .questions = "vragen|zijn er vragen|nog vragen|discussie|bedankt|dank u|dank je wel|oefeningen|"
                 "bedankt voor uw aandacht",
    .references = "referenties|bronnen|literatuur|literatuurlijst|verder lezen",
    .figure = "figuur|fig|diagram|grafiek|afbeelding",
    .ask_term = "Wat wordt verstaan onder ‘%s’?",
    .ask_explain = "Leg in eigen woorden uit: %s",
  },
  {
    .code = "sv",
    .articles = "en ett den det de",
    .openers = "så nu och men eller då först för_det_första för_det_andra slutligen alltså kort_sagt "
               "i_allmänhet per_definition med_andra_ord till_exempel ja",
    .subjects = "detta denna dessa det_är han hon de_här den_här vi ni jag du man där här vad vem vilken "
                "vilket vilka hur varför var när varje alla några båda sin sitt sina hans hennes deras "
                "vår vårt våra om eftersom inte ingen inget många sådana andra",
    .empty_terms = "exempel idé punkt fråga svar skäl sak problem resultat mål syfte steg del fall "
                   "faktum namn rest skillnad sätt slag typ ämne anmärkning figur tabell bild "
                   "föreläsning idag viktigt slutsats sammanfattning övning källa människa man bok följd "
                   "orsak fördel nackdel ord författare datum tid sida kapitel",
    .defines = "definieras som|är definierat som|är definierad som|avser|betyder|betecknar|syftar på|"
               "innebär|står för|är läran om|är namnet på|är beteckningen på",
    .is = "är en|är ett|är den|är det|är de|är varje",
    .by = "med",
    .we_mean = "menas|avses|menar vi|menar man|förstår vi|förstås",
    .agenda = "agenda|översikt|innehåll|innehållsförteckning|ämnen|idag|program|upplägg|disposition|"
              "lärandemål|mål",
    .summary = "sammanfattning|slutsats|slutsatser|avslutning|kort sagt|det viktigaste|viktiga punkter",
    .questions = "frågor|några frågor|diskussion|tack|tack för er uppmärksamhet|övningar|frågor och svar",
    .references = "referenser|källor|litteratur|litteraturförteckning|källförteckning|vidare läsning",
    .figure = "figur|fig|diagram|graf|bild",
    .ask_term = "Vad menas med ”%s”?",
    .ask_explain = "Förklara med egna ord: %s",
  },
  {
    .code = "ru",
    .articles = "",
    .openers = "итак так и но а или теперь затем потом сначала во-первых во-вторых наконец вообще короче "
               "по_определению другими_словами то_есть например ну значит",
    .subjects = "это этот эта эти тот та те то он она оно они мы вы я ты здесь тут там что кто какой "
                "какая какое какие который которая которое которые как почему где когда каждый каждая "
                "каждое все всё некоторые оба обе его её их наш наша если потому не нет многие такой "
                "такая другой другая вот",
    .empty_terms = "пример идея точка вопрос ответ причина вещь проблема результат цель шаг часть случай "
                   "факт имя остальное разница различие способ вид тема примечание рисунок таблица слайд "
                   "лекция сегодня важно вывод заключение упражнение источник человек книга следствие "
                   "преимущество недостаток слово автор дата время страница глава",
    .defines = "определяется как|определяются как|означает|означают|обозначает|обозначают|понимается как|"
               "представляет собой|представляют собой|является наукой о|это наука о",
    .is = "это|является|являются",
    .by = "под",
    .we_mean = "понимается|понимают|понимаем|понимаю|подразумевается|подразумевают|мы понимаем",
    .agenda = "план|план лекции|содержание|обзор|темы|сегодня|программа|повестка|оглавление|цели",
    .summary = "итоги|выводы|вывод|заключение|резюме|подведём итоги|подведем итоги|главное|кратко",
    .questions = "вопросы|есть вопросы|ваши вопросы|обсуждение|спасибо|спасибо за внимание|упражнения|"
                 "задачи",
    .references = "литература|источники|список литературы|ссылки|библиография",
    .figure = "рисунок|рис|схема|диаграмма|график",
    .ask_term = "Что понимается под термином «%s»?",
    .ask_explain = "Объясните своими словами: %s",
  },
  {
    .code = "pl",
    .articles = "",
    .openers = "więc zatem i ale a lub teraz potem najpierw po_pierwsze po_drugie wreszcie ogólnie "
               "krótko z_definicji innymi_słowy czyli na_przykład dobrze",
    .subjects = "to ten ta te ci tamten on ona ono oni one my wy ja ty tu tutaj tam co kto jaki jaka "
                "jakie który która które jak dlaczego gdzie kiedy każdy każda każde wszystkie wszyscy "
                "niektóre oba obie jego jej ich nasz nasza jeśli ponieważ nie nikt nic wiele taki taka "
                "inny inna",
    .empty_terms = "przykład idea punkt pytanie odpowiedź powód rzecz problem wynik cel krok część "
                   "przypadek fakt nazwa reszta różnica sposób rodzaj temat uwaga rysunek tabela slajd "
                   "wykład dziś ważne wniosek podsumowanie ćwiczenie źródło człowiek książka skutek "
                   "przyczyna zaleta wada słowo autor data czas strona rozdział",
    .defines = "definiuje się jako|definiujemy jako|jest definiowany jako|jest definiowana jako|jest "
               "zdefiniowany jako|oznacza|oznaczają|odnosi się do|polega na|to nauka o",
    .is = "to|jest to|są to",
    .by = "przez|pod",
    .we_mean = "rozumiemy|rozumie się|rozumiem|należy rozumieć",
    .agenda = "plan|plan wykładu|agenda|spis treści|treść|przegląd|tematy|dziś|program|cele",
    .summary = "podsumowanie|wnioski|wniosek|zakończenie|streszczenie|najważniejsze",
    .questions = "pytania|czy są pytania|dyskusja|dziękuję|dziękuję za uwagę|ćwiczenia|zadania",
    .references = "literatura|bibliografia|źródła|odnośniki|materiały",
    .figure = "rysunek|rys|schemat|wykres|diagram",
    .ask_term = "Co oznacza „%s”?",
    .ask_explain = "Wyjaśnij własnymi słowami: %s",
  },
};

/* @code: (nullable): ISO 639-1. Returns: (transfer none): those of English for one not known */
const LecLanguagePhrases *
lec_language_phrases_get (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].code, code))
      return &languages[i];

  return &languages[0];
}
